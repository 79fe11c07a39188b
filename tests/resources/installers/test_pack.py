"""Packages and menu entries, made of a small folder in place of the frozen one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from resources.installers.pack import part_of, print_sizes, write_deb, write_tar

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packs for Linux")


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder laid out as PyInstaller does."""
    folder = tmp_path / "dist" / "gliovista"
    libraries = folder / "_internal" / "torch" / "lib"
    libraries.mkdir(parents=True)
    (libraries / "libtorch.so").write_bytes(bytes(2_000_000))
    (folder / "_internal" / "libtorch.so").symlink_to("torch/lib/libtorch.so")
    program = folder / "gliovista"
    program.write_text("#!/bin/sh\necho hello\n")
    program.chmod(0o755)
    return folder


def test_sizes_are_told_by_part_and_links_count_once(folder, capsys):
    print_sizes(folder)
    printed = capsys.readouterr().out
    assert "2 MB unpacked" in printed
    assert "2.0  torch" in printed
    assert part_of(Path("_internal/numpy.libs/x.so")) == "numpy"
    assert part_of(Path("_internal/resources/models/m/weights.safetensors")) == "resources/models"


def test_the_archive_installs_offers_and_removes(folder, tmp_path):
    archive = write_tar(folder)
    with tarfile.open(archive) as tar:
        assert {entry.uname for entry in tar} == {"root"}
        tar.extractall(tmp_path / "un packed", filter="data")
    (place,) = (tmp_path / "un packed").iterdir()
    home = tmp_path / "home"
    environment = {"HOME": str(home), "PATH": os.environ["PATH"]}

    def install(*arguments):
        subprocess.run(
            [place / "install.sh", *arguments], env=environment, check=True, capture_output=True
        )

    install()
    entry = home / ".local/share/applications/gliovista.desktop"
    assert f'Exec="{place}/gliovista" %f' in entry.read_text(encoding="utf-8")
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", entry], check=True)
    command = home / ".local/bin/gliovista"
    run = subprocess.run([command], check=True, capture_output=True, text=True)
    assert run.stdout == "hello\n"
    # Offered, not forced: no program's file type is taken.
    assert not list(home.rglob("mimeapps.list"))
    install("--remove")
    assert not entry.exists()
    assert not command.is_symlink()


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is absent")
def test_the_debian_package_holds_program_command_and_menu_entry(folder):
    package = write_deb(folder)
    listing = subprocess.run(
        ["dpkg-deb", "-c", package], check=True, capture_output=True, text=True
    ).stdout
    for path in (
        "./opt/gliovista/gliovista",
        "./usr/bin/gliovista -> /opt/gliovista/gliovista",
        "./usr/share/applications/gliovista.desktop",
        "./usr/share/mime/packages/gliovista-mime.xml",
    ):
        assert path in listing
    assert [p.name for p in folder.parent.iterdir() if p.is_dir()] == ["gliovista"]


def test_packages_of_one_folder_are_the_same_twice(folder, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    writers = [write_tar, *([write_deb] if shutil.which("dpkg-deb") else [])]
    first = [write(folder).read_bytes() for write in writers]
    for path in folder.rglob("*"):
        if not path.is_symlink():
            os.utime(path, (1_750_000_000, 1_750_000_000))
    assert [write(folder).read_bytes() for write in writers] == first
