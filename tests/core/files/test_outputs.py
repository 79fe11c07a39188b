"""The one door to what is written: nothing replaced unasked, an input never."""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import WritingError
from core.files.outputs import require_output, require_outputs
from core.files.writing import replacing


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "case_t1.nii.gz"
    path.write_bytes(b"scan")
    return path


def test_a_free_name_is_let_through_and_nothing_is_left_there(tmp_path):
    require_output(tmp_path / "mask.nii.gz", overwrite=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "link", "link to nowhere"])
def test_what_exists_is_replaced_only_when_told(tmp_path, kind):
    path = tmp_path / "scores.csv"
    target = tmp_path / "other"
    if kind != "link to nowhere":
        (path if kind == "file" else target).write_text("precious")
    if kind != "file":
        path.symlink_to(target)
    with pytest.raises(WritingError, match="--overwrite"):
        require_output(path, overwrite=False)
    require_output(path, overwrite=True)


def another_case(scan):
    return scan.with_name(scan.name.upper())


def other_form(scan):
    path = scan.with_name("sjo\u0308.nii.gz")
    scan.rename(path)
    return path.with_name(unicodedata.normalize("NFC", path.name))


def hard_link(scan):
    os.link(scan, scan.with_name("mask.nii.gz"))
    return scan.with_name("mask.nii.gz")


def symbolic_link(scan):
    scan.with_name("mask.nii.gz").symlink_to(scan)
    return scan.with_name("mask.nii.gz")


def through_a_linked_folder(scan):
    scan.with_name("folder").symlink_to(scan.parent)
    return scan.with_name("folder") / scan.name


def roundabout(scan):
    scan.with_name("folder").mkdir()
    return scan.with_name("folder") / ".." / scan.name


def as_it_is(scan):
    return scan


@pytest.mark.parametrize(
    "name",
    [another_case, hard_link, symbolic_link, through_a_linked_folder, roundabout, as_it_is],
)
def test_an_input_is_never_replaced_by_whatever_name(scan, name):
    path = name(scan)
    with pytest.raises(WritingError, match="own scans"):
        require_output(path, overwrite=True, inputs=[scan])
    assert scan.read_bytes() == b"scan"


def test_an_input_is_never_replaced_in_another_unicode_form(scan):
    path = other_form(scan)
    read = scan.with_name(unicodedata.normalize("NFD", path.name))
    with pytest.raises(WritingError, match="own scans"):
        require_output(path, overwrite=True, inputs=[read])


def test_an_input_that_is_gone_is_no_obstacle(tmp_path):
    require_output(tmp_path / "a.csv", overwrite=False, inputs=[tmp_path / "gone.nii.gz"])


def test_two_results_under_one_name_are_refused(tmp_path):
    for other in ("Mask.nii.gz", "mask.nii.gz"):
        with pytest.raises(WritingError, match="two results"):
            require_outputs([tmp_path / "mask.nii.gz", tmp_path / other], overwrite=True)


def test_a_folder_and_a_pipe_are_no_files_to_write(tmp_path):
    with pytest.raises(WritingError, match="this is a folder"):
        require_output(tmp_path, overwrite=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.csv")
        with pytest.raises(WritingError, match="no ordinary file"):
            require_output(tmp_path / "pipe.csv", overwrite=True)


@pytest.mark.parametrize("folder", ["none", "file", "loop"])
def test_a_folder_that_is_none(tmp_path, folder):
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(WritingError, match="could not be written"):
        require_output(tmp_path / folder / "mask.nii.gz", overwrite=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may all")
def test_a_read_only_folder_and_a_read_only_file(tmp_path):
    path = tmp_path / "mask.nii.gz"
    path.write_text("x")
    path.chmod(stat.S_IRUSR)
    with pytest.raises(WritingError, match="write-protected"):
        require_output(path, overwrite=True)
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(WritingError, match="could not be written"):
        require_output(tmp_path / "other.nii.gz", overwrite=True)
    tmp_path.chmod(stat.S_IRWXU)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a disk that root cannot write either")
def test_a_disk_that_takes_nothing():
    with pytest.raises(WritingError, match="could not be written"):
        require_output(Path("/proc/self/mask.nii.gz"), overwrite=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.text(st.sampled_from("aé漢."), min_size=1, max_size=260),
    st.sampled_from([".nii.gz", ".csv"]),
)
def test_what_is_let_through_can_be_written(tmp_path, name, ending):
    path = tmp_path / f"x{name}{ending}"
    try:
        require_output(path, overwrite=False)
    except WritingError as error:
        assert "too long" in str(error)  # noqa: PT017  # most names pass, and raise nothing
        assert len(os.fsencode(path.name)) > 255
        return
    with replacing(path) as fresh:
        fresh.write_text("result")
    assert path.read_text() == "result"
    path.unlink()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_half_written_goes_with_the_next_file(tmp_path):
    old, young = tmp_path / ".gliovista-77-0123abcd.nii.gz", tmp_path / ".gliovista-78-0123abcd"
    mine = tmp_path / ".gliovista-notes.txt"
    for path in (old, young, mine):
        path.write_bytes(b"half")
    for path in (old, mine):
        os.utime(path, (1, 1))
    with replacing(tmp_path / "new.csv") as fresh:
        fresh.write_text("whole")
    assert sorted(tmp_path.iterdir()) == sorted([young, mine, tmp_path / "new.csv"])
