"""Two built folders are the same but for their dates, or it is said in what they differ."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from resources.installers.compare import differences, names


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one" / "inside").mkdir(parents=True)
    for name in ("program", "inside/library.so", "inside/text"):
        (tmp_path / "one" / name).write_text(name)
    (tmp_path / "one" / "link.so").symlink_to("inside/library.so")
    shutil.copytree(tmp_path / "one", tmp_path / "other", symlinks=True)
    return tmp_path


def test_dates_do_not_count(folder):
    os.utime(folder / "other" / "program", (0, 0))
    assert list(differences(folder / "one", folder / "other")) == []
    assert len(names(folder / "one")) == 4


@pytest.mark.skipif(os.name == "nt", reason="links and modes need rights there")
def test_everything_else_does(folder):
    one, other = folder / "one", folder / "other"
    (other / "inside" / "text").write_text("TEXT")  # of the same length
    (other / "program").chmod(0o755)
    (other / "link.so").unlink()
    (other / "link.so").symlink_to("program")
    (other / "more").write_text("")
    (other / "inside" / "library.so").unlink()
    assert list(differences(one, other)) == [
        f"only in {one}: inside/library.so",
        "different: inside/text",
        "different: link.so",
        f"only in {other}: more",
        "different: program",
    ]


def test_the_command_tells_by_its_exit_code(folder):
    command = [sys.executable, "-m", "resources.installers.compare", folder / "one"]
    same = subprocess.run([*command, folder / "other"], check=False, capture_output=True, text=True)
    assert (same.returncode, same.stdout) == (0, "4 files and links, 0 different\n")
    (folder / "other" / "program").unlink()
    assert subprocess.run([*command, folder / "other"], check=False).returncode == 1


def test_no_folder_is_no_build_that_is_the_same(tmp_path):
    with pytest.raises(NotADirectoryError):
        list(differences(tmp_path / "none", tmp_path / "none"))
