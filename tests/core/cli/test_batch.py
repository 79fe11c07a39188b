"""``gliovista batch``: goes on after a bad study, and says so at the end."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cli.app import main
from core.cli.batch_tasks import output_names
from core.errors import WritingError
from core.opening.reading import find_studies
from tests.conftest import write_study
from tests.core.cli.conftest import SPOT, tumour_arrays


@pytest.fixture
def root(tmp_path):
    for name in ("a", "b", "c"):
        write_study(tmp_path / "in" / name, tumour_arrays())
    return tmp_path / "in"


def test_every_study_gets_its_label_map(root, engine, tmp_path, capsys):
    assert main(["batch", str(root), str(tmp_path / "new" / "out")]) == 0
    files = sorted((tmp_path / "new" / "out").iterdir())
    assert [f.name for f in files] == ["a_seg.nii.gz", "b_seg.nii.gz", "c_seg.nii.gz"]
    for file in files:
        assert (np.asarray(nib.load(file).dataobj)[SPOT] > 0).all()
    assert "3 of 3 studies segmented" in capsys.readouterr().out


def test_it_goes_on_after_a_bad_study_and_exits_with_1(root, engine, tmp_path, capsys):
    next((root / "b").glob("*flair*")).write_text("no image")
    assert main(["batch", str(root), str(tmp_path / "out")]) == 1
    assert {f.name for f in (tmp_path / "out").iterdir()} == {"a_seg.nii.gz", "c_seg.nii.gz"}
    printed = capsys.readouterr().out
    assert "2 of 3 studies segmented" in printed
    assert "b_flair.nii.gz" in printed


def test_a_header_that_points_into_itself_is_that_studys_failure(root, engine, tmp_path, capsys):
    for path in (root / "b").iterdir():
        image = nib.load(path)
        plain = path.with_name(path.name.removesuffix(".gz"))
        nib.save(image, plain)
        path.unlink()
        content = bytearray(plain.read_bytes())
        content[108:112] = np.float32(348).tobytes()
        plain.write_bytes(content)
    assert main(["batch", str(root), str(tmp_path / "out")]) == 1
    assert {f.name for f in (tmp_path / "out").iterdir()} == {"a_seg.nii.gz", "c_seg.nii.gz"}
    printed = capsys.readouterr().out
    assert "2 of 3 studies segmented" in printed
    assert "at byte 348, which lies within the header" in printed


@pytest.mark.parametrize("place", ["reading.read_scan", "reading.check_placed"])
def test_what_nobody_foresaw_ends_one_study_and_not_the_batch(
    root, engine, tmp_path, capsys, monkeypatch, place
):
    from core.opening import reading

    name = place.rpartition(".")[2]
    done = getattr(reading, name)

    def broken(*arguments):
        if "b" in {str(a) for a in arguments} | {
            getattr(a, "parent", root).name for a in arguments
        }:
            raise KeyError("something odd")
        return done(*arguments)

    monkeypatch.setattr(reading, name, broken)
    assert main(["batch", str(root), str(tmp_path / "out")]) == 1
    printed = capsys.readouterr().out
    assert "2 of 3 studies segmented" in printed
    assert (
        "The program itself failed at this study (KeyError in broken: 'something odd')" in printed
    )
    assert {f.name for f in (tmp_path / "out").iterdir()} == {"a_seg.nii.gz", "c_seg.nii.gz"}


def test_a_study_without_a_sequence_is_done_and_says_so(root, engine, tmp_path, capsys):
    next((root / "a").glob("*_t1.*")).unlink()
    for name in ("t1ce", "flair"):
        next((root / "c").glob(f"*{name}*")).unlink()
    assert main(["batch", str(root), str(tmp_path / "out"), "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["status"] for row in rows] == ["done", "done", "failed"]
    assert "This study lacks T1: " in rows[0]["text"]
    assert "WT 0.75" in rows[0]["text"]
    assert "lacks" not in rows[1]["text"]
    assert "T1Gd or FLAIR among them" in rows[2]["text"]


def test_what_to_look_at_first_is_told(root, engine, estimating, tmp_path, capsys):
    arguments = ["batch", str(root), str(tmp_path / "out"), "--overwrite"]
    estimating(WT=0.7, TC=0.3, ET=0.1)
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert printed.count("WT TC") == 3
    assert "look at them first" in printed
    assert main([*arguments, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)[0]
    assert row["expected_dice"] == {"WT": 0.7, "TC": 0.3, "ET": 0.1}
    assert row["check"] == ["WT", "TC"]
    estimating(WT=0.95, TC=0.9)
    assert main(arguments) == 0
    assert "look at them first" not in capsys.readouterr().out


def test_running_again_skips_what_is_there(root, engine, tmp_path, capsys):
    arguments = ["batch", str(root), str(tmp_path / "out"), "--json"]
    assert main(arguments) == 0
    first = json.loads(capsys.readouterr().out)
    assert [row["status"] for row in first] == ["done"] * 3
    assert first[0]["ml"]["ET"] == pytest.approx(0.008)
    (tmp_path / "out" / "b_seg.nii.gz").unlink()
    assert main(arguments) == 0
    again = json.loads(capsys.readouterr().out)
    assert [row["status"] for row in again] == ["skipped", "done", "skipped"]
    assert main([*arguments, "--overwrite"]) == 0
    assert [row["status"] for row in json.loads(capsys.readouterr().out)] == ["done"] * 3


def test_too_little_memory_for_one_study_is_that_studys_failure(root, engine, tmp_path, capsys):
    engine.interrupt = MemoryError
    assert main(["batch", str(root), str(tmp_path / "out"), "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["status"] for row in rows] == ["failed"] * 3
    assert "memory" in rows[0]["text"]


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("Exception from allocator.cpp:79:\nstd::bad_alloc"),
        ImportError("libx.so: failed to map segment from shared object"),
    ],
)
def test_the_other_studies_go_on_where_memory_is_too_little_for_one(
    root, engine, tmp_path, monkeypatch, capsys, error
):
    answer, calls = type(engine).__call__, []

    def second_fails(self, array, tick):
        calls.append(array)
        if len(calls) == 2:
            raise error
        return answer(self, array, tick)

    monkeypatch.setattr(type(engine), "__call__", second_fails)
    code, rows = run([root, tmp_path / "out"], capsys)
    assert (code, [row["status"] for row in rows]) == (1, ["done", "failed", "done"])
    assert rows[1]["text"] == "Too little memory for this study."


def test_an_interrupt_ends_the_whole_batch(root, engine, tmp_path, capsys):
    engine.interrupt = KeyboardInterrupt
    assert main(["batch", str(root), str(tmp_path / "out")]) == 130
    assert list((tmp_path / "out").iterdir()) == []
    assert "Cancelled" in capsys.readouterr().err


def test_studies_of_one_name_are_told_apart_by_their_path(tmp_path):
    for site in ("north", "south"):
        write_study(tmp_path / site / "p1")
    write_study(tmp_path / "south" / "p2")
    folders = find_studies(tmp_path)
    assert output_names(tmp_path, folders) == ["north_p1", "south_p1", "p2"]


def test_a_bids_tree_names_subject_and_session(tmp_path, engine):
    anat = tmp_path / "bids" / "sub-01" / "ses-1" / "anat"
    files = write_study(tmp_path / "bids" / "x", tumour_arrays())
    anat.mkdir(parents=True)
    endings = ("T1w", "ce-GADOLINIUM_T1w", "T2w", "FLAIR")
    for path, ending in zip(files.values(), endings, strict=True):
        path.rename(anat / f"sub-01_ses-1_{ending}.nii.gz")
    (tmp_path / "bids" / "x").rmdir()
    assert main(["batch", str(tmp_path / "bids"), str(tmp_path / "out")]) == 0
    assert [f.name for f in (tmp_path / "out").iterdir()] == ["sub-01_ses-1_seg.nii.gz"]


def test_nothing_to_do_and_nowhere_to_write(root, engine, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert main(["batch", str(tmp_path / "empty"), str(tmp_path / "out")]) == 3
    assert not (tmp_path / "out").exists()
    (tmp_path / "file").write_text("in the way")
    assert main(["batch", str(root), str(tmp_path / "file" / "out")]) == 5
    assert "could not be written" in capsys.readouterr().err


def scale_labels(arrays, factor):
    """Another patient's arrays: the same head, other numbers."""
    return {m: (data * factor).astype(data.dtype) for m, data in arrays.items()}


def run(arguments, capsys):
    code = main(["batch", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_paths_that_join_to_one_name_each_get_their_own_file(tmp_path, engine, capsys):
    folders = ("site1/P1", "site2/P1", "site1_P1")
    for n, folder in enumerate(folders):
        files = write_study(tmp_path / "in" / folder, tumour_arrays())
        for path in files.values():
            path.rename(path.with_name(path.name.replace(path.parent.name, f"x{n}")))
    code, rows = run([tmp_path / "in", tmp_path / "out"], capsys)
    assert code == 0
    assert [row["status"] for row in rows] == ["done"] * 3
    assert len(list((tmp_path / "out").iterdir())) == 3
    assert [row["status"] for row in run([tmp_path / "in", tmp_path / "out"], capsys)[1]] == [
        "skipped"
    ] * 3


PARTS = st.lists(
    st.sampled_from(
        ["a", "A", "b", "a_b", "a__b", "b_a", "é", "e\u0301", "É", "ﬁ", "fi", "ß", "SS"]
    ),
    min_size=1,
    max_size=3,
)


@given(st.lists(PARTS, min_size=1, max_size=7, unique_by=tuple))
def test_names_never_meet_or_the_run_is_refused(paths):
    root = Path("/in")
    folders = [root.joinpath(*parts) for parts in paths]
    try:
        names = output_names(root, folders)
    except WritingError:
        return
    on_any_disk = {unicodedata.normalize("NFC", name).casefold() for name in names}
    assert len(on_any_disk) == len(folders)
    assert len({unicodedata.normalize("NFD", name).lower() for name in names}) == len(folders)


def test_names_that_no_path_tells_apart_are_refused_before_anything_runs(tmp_path, engine, capsys):
    engine.interrupt = AssertionError
    for name in ("Caf\u00e9", "Cafe\u0301"):
        write_study(tmp_path / "in" / name, tumour_arrays())
    if len(list((tmp_path / "in").iterdir())) == 1:
        pytest.skip("this disk takes both for one name")
    assert main(["batch", str(tmp_path / "in"), str(tmp_path / "out")]) == 5
    assert "Rename" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_another_patients_mask_is_not_taken_for_this_ones(tmp_path, engine, capsys):
    out = tmp_path / "out"
    for n, site in enumerate(("one", "two"), 1):
        write_study(tmp_path / site / "P1", scale_labels(tumour_arrays(), n))
    assert run([tmp_path / "one", out], capsys)[0] == 0
    before = (out / "P1_seg.nii.gz").read_bytes()
    code, rows = run([tmp_path / "two", out], capsys)
    assert (code, rows[0]["status"]) == (1, "failed")
    assert "made from other scans" in rows[0]["text"]
    assert (out / "P1_seg.nii.gz").read_bytes() == before
    # Wherever the study and its mask are moved to, they belong together.
    shutil.move(tmp_path / "one", tmp_path / "elsewhere")
    shutil.move(out, tmp_path / "masks")
    assert run([tmp_path / "elsewhere", tmp_path / "masks"], capsys)[1][0]["status"] == "skipped"


def test_another_batchs_mask_that_appears_while_this_ones_is_written_stays(
    tmp_path, engine, capsys, monkeypatch
):
    write_study(tmp_path / "in" / "a", tumour_arrays())
    taken, write = tmp_path / "out" / "a_seg.nii.gz", Path.write_bytes

    def beaten(self, content):
        write(taken, b"another's")
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", beaten)
    assert main(["batch", str(tmp_path / "in"), str(tmp_path / "out"), "--json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert row["status"] == "failed"
    assert "this file exists" in row["text"]
    assert taken.read_bytes() == b"another's"


def test_a_file_that_says_nothing_of_its_study_is_no_result(root, engine, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    there = tmp_path / "out" / "b_seg.nii.gz"
    there.write_text("precious")
    code, rows = run([root, tmp_path / "out"], capsys)
    assert (code, [row["status"] for row in rows]) == (1, ["done", "failed", "done"])
    assert there.read_text() == "precious"
    assert "does not tell which study's it is" in rows[1]["text"]
    assert run([root, tmp_path / "out", "--overwrite"], capsys)[0] == 0


def test_a_mask_of_one_study_is_resumed_though_segment_wrote_it(root, engine, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    assert main(["segment", str(root / "a"), "-o", str(tmp_path / "out" / "a_seg.nii.gz")]) == 0
    capsys.readouterr()
    assert run([root, tmp_path / "out"], capsys)[1][0]["status"] == "skipped"


@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_no_scan_of_any_study_is_replaced_by_anothers_mask(root, engine, tmp_path, capsys, link):
    scan = root / "c" / "c_t1.nii.gz"
    before = scan.read_bytes()
    (tmp_path / "out").mkdir()
    link(scan, tmp_path / "out" / "a_seg.nii.gz")
    assert main(["batch", str(root), str(tmp_path / "out"), "--overwrite"]) == 5
    assert "own scans" in capsys.readouterr().err
    assert (tmp_path / "out" / "a_seg.nii.gz").read_bytes() == scan.read_bytes() == before


def test_what_is_done_is_skipped_where_nothing_more_can_be_written(
    root, engine, tmp_path, monkeypatch, capsys
):
    assert run([root, tmp_path / "out"], capsys)[0] == 0
    (tmp_path / "out" / "b_seg.nii.gz").unlink()

    def read_only(path, *arguments, **options):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "touch", read_only)
    engine.interrupt = AssertionError
    code, rows = run([root, tmp_path / "out"], capsys)
    assert (code, [row["status"] for row in rows]) == (1, ["skipped", "failed", "skipped"])
    assert "Read-only file system" in rows[1]["text"]


def test_a_link_to_a_study_keeps_its_own_name(tmp_path, engine, monkeypatch, capsys):
    write_study(tmp_path / "store" / "Real_Name", tumour_arrays())
    for path in (tmp_path / "store" / "Real_Name").iterdir():
        path.rename(path.with_name(path.name.replace("Real_Name", "x")))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "anon-001").symlink_to(tmp_path / "store" / "Real_Name")
    assert main(["batch", str(tmp_path / "in"), str(tmp_path / "out")]) == 0
    assert [f.name for f in (tmp_path / "out").iterdir()] == ["anon-001_seg.nii.gz"]
    monkeypatch.chdir(tmp_path / "in" / "anon-001")
    monkeypatch.setenv("PWD", str(tmp_path / "in" / "anon-001"))
    for command in (["info", "."], ["segment", ".", "-o", str(tmp_path / "m.nii.gz")]):
        assert main(command) == 0
    assert main(["info", str(tmp_path / "in" / "anon-001"), "--json"]) == 0
    printed = capsys.readouterr()
    assert "Real_Name" not in printed.out + printed.err
    assert printed.out.count("anon-001") > 2


def test_several_links_to_one_study_are_segmented_once_and_told(root, engine, tmp_path, capsys):
    for name in ("first", "second"):
        (root / name).symlink_to(root / "a")
    code, rows = run([root, tmp_path / "out"], capsys)
    assert (code, [row["study"] for row in rows]) == (0, ["a", "b", "c"])
    assert main(["batch", str(root), str(tmp_path / "again")]) == 0
    told = capsys.readouterr().err
    assert f"{root / 'first'}, {root / 'second'}: links make this the same" in told
    assert "segmented once" in told


def test_one_study_under_several_names_is_told(root, engine, tmp_path, capsys):
    (root / "d").mkdir()
    for path in (root / "a").iterdir():
        os.link(path, root / "d" / path.name.replace("a_", "d_"))
    assert main(["batch", str(root), str(tmp_path / "out")]) == 0
    printed = capsys.readouterr()
    assert "4 of 4 studies segmented" in printed.out
    assert "a, d: these studies are the very same files under several names" in printed.err


def test_what_cannot_be_written_is_that_studys_failure_before_the_network(
    root, engine, tmp_path, capsys
):
    long = "p" * 250
    shutil.copytree(root / "a", root / long)
    (tmp_path / "out" / "b_seg.nii.gz").mkdir(parents=True)
    code, rows = run([root, tmp_path / "out", "--overwrite"], capsys)
    assert code == 1
    assert [row["status"] for row in rows] == ["done", "failed", "done", "failed"]
    assert "this is a folder" in rows[1]["text"]
    assert "too long" in rows[3]["text"]
    shutil.rmtree(root / "a")
    shutil.rmtree(root / "c")
    engine.interrupt = AssertionError
    assert run([root, tmp_path / "out", "--overwrite"], capsys)[0] == 1
