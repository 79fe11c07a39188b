"""``gliovista segment``: what is written, what is printed, and that failures leave nothing."""

from __future__ import annotations

import json

import nibabel as nib
import numpy as np
import pytest

from core.cli.app import main
from core.studies.study import Modality
from tests.conftest import BRATS_NAMES, LPS, brain_arrays, write_nifti, write_study
from tests.core.cli.conftest import CORE, SPOT, tumour_arrays


def values(path):
    return np.asarray(nib.load(path).dataobj)


@pytest.mark.parametrize(("labels", "et"), [("brats2021", 4), ("brats2023", 3)])
def test_the_label_map_lies_on_the_studys_grid(case, engine, tmp_path, capsys, labels, et):
    out = tmp_path / "mask.nii.gz"
    assert main(["segment", str(case), "-o", str(out), "--labels", labels]) == 0
    written = nib.load(out)
    reference = nib.load(case / "case_1_t1.nii.gz")
    assert written.shape == reference.shape
    np.testing.assert_array_equal(written.affine, reference.affine)
    expected = np.zeros(written.shape)
    expected[SPOT] = 2
    expected[CORE] = et
    np.testing.assert_array_equal(values(out), expected)
    assert str(out) in capsys.readouterr().out


def test_json_is_all_that_stdout_holds(case, engine, tmp_path, capsys):
    out, probabilities = tmp_path / "mask.nii", tmp_path / "p.nii.gz"
    arguments = ["segment", str(case), "-o", str(out), "--probabilities", str(probabilities)]
    assert main([*arguments, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["output"] == str(out)
    assert facts["engine"] == "bright spots"
    assert facts["label_convention"] == "brats2021"
    assert facts["labels"]["ET"]["ml"] == pytest.approx(0.008)
    assert facts["regions"]["WT"]["extent"]["ml"] == pytest.approx(0.216)
    # Two voxels across are a spot, and no lesion.
    assert facts["lesions"] == []
    assert facts["lesion_sum_mm2"] == 0.0
    assert facts["files"]["FLAIR"].endswith("case_1_flair.nii.gz")
    assert set(facts["probabilities"]) == {"WT", "TC", "ET"}
    np.testing.assert_allclose(values(facts["probabilities"]["WT"])[SPOT], 1.0, atol=1e-6)


def test_four_files_and_a_stack_give_the_same_as_the_folder(case, engine, tmp_path):
    files = [
        argument
        for option, name in zip(
            ("--t1", "--t1gd", "--t2", "--flair"), BRATS_NAMES.values(), strict=True
        )
        for argument in (option, str(case / f"case_1_{name}.nii.gz"))
    ]
    order = (Modality.FLAIR, Modality.T1, Modality.T1GD, Modality.T2)
    stack = write_nifti(
        tmp_path / "stack.nii.gz", np.stack([tumour_arrays()[m] for m in order], axis=-1)
    )
    stacked = ["--stack", str(stack), "--order", "flair,t1,t1gd,t2"]
    outputs = [tmp_path / f"{n}.nii.gz" for n in "abc"]
    for source, out in zip(([str(case)], files, stacked), outputs, strict=True):
        assert main(["segment", *source, "-o", str(out)]) == 0
    for out in outputs[1:]:
        np.testing.assert_array_equal(values(out), values(outputs[0]))


@pytest.mark.parametrize("absent", ["t1", "t1ce", "t2", "flair"])
def test_a_study_without_a_sequence_is_segmented_with_a_warning(
    case, engine, tmp_path, capsys, absent
):
    (case / f"case_1_{absent}.nii.gz").unlink()
    sequence = {"t1ce": "T1Gd"}.get(absent, absent.upper())
    named = [
        argument
        for option, name in zip(
            ("--t1", "--t1gd", "--t2", "--flair"), BRATS_NAMES.values(), strict=True
        )
        for argument in (option, str(case / f"case_1_{name}.nii.gz"))
        if name != absent
    ]
    outputs = [tmp_path / "a.nii.gz", tmp_path / "b.nii.gz"]
    for source, out in zip(([str(case)], named), outputs, strict=True):
        assert main(["segment", *source, "-o", str(out), "--json"]) == 0
        printed = capsys.readouterr()
        assert f"warned: This study lacks {sequence}: " in printed.err
        assert ("only the whole tumour counts" in printed.err) is (absent == "t1ce")
        assert ("WT 0.75, TC 0.65, ET 0.55 instead of WT 0.80" in printed.err) is (absent == "t1")
        facts = json.loads(printed.out)
        assert facts["absent"] == [sequence]
        assert sequence not in facts["files"]
        assert "sequence_absent" in [f["code"] for f in facts["findings"]]
    np.testing.assert_array_equal(values(outputs[0]), values(outputs[1]))
    # The toy engine sees oedema in FLAIR and core in T1Gd, as channels that may be all zero.
    # Without T1Gd whatever is found is written as oedema.
    expected = {"flair": 0, "t1ce": 216}.get(absent, 216)
    assert np.count_nonzero(values(outputs[0])) == expected
    assert np.count_nonzero(values(outputs[0]) == 4) == (0 if absent in ("t1ce", "flair") else 8)


def test_without_t1gd_the_whole_tumour_is_told_alone_unless_asked(case, engine, tmp_path, capsys):
    (case / "case_1_t1ce.nii.gz").unlink()
    alone, everything = tmp_path / "alone.nii.gz", tmp_path / "all.nii.gz"
    maps = ["--probabilities", str(tmp_path / "p.nii.gz")]
    assert main(["segment", str(case), "-o", str(alone), *maps]) == 0
    printed = capsys.readouterr().out
    assert "WT" in printed
    assert "NCR" not in printed
    assert "--all-regions" in printed
    assert set(np.unique(values(alone))) == {0, 2}
    assert b"WT alone as ED" in bytes(nib.load(alone).header["descrip"].item())
    assert [p.name for p in tmp_path.glob("p_*")] == ["p_WT_probability.nii.gz"]
    assert main(["segment", str(case), "-o", str(everything), "--all-regions"]) == 0
    printed = capsys.readouterr().out
    assert "ET ?" in printed
    assert "WT ?" not in printed
    assert "cannot be told" in printed
    assert b"TC, ET unsure" in bytes(nib.load(everything).header["descrip"].item())
    assert main(["segment", str(case), "-o", str(alone), "--overwrite", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["untold"] == ["TC", "ET"]
    assert not facts["untold_shown"]
    assert facts["regions"]["ET"] is None
    assert facts["labels"]["ED"] is None
    assert facts["regions"]["WT"]["extent"]["ml"] > 0


def test_without_an_output_it_is_named_after_the_study_in_the_current_folder(
    case, engine, tmp_path, monkeypatch
):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert main(["segment", str(case)]) == 0
    assert [p.name for p in (tmp_path / "here").iterdir()] == ["case_1_seg.nii.gz"]


def test_an_existing_file_is_replaced_only_when_told(case, engine, tmp_path, capsys):
    out = tmp_path / "mask.nii.gz"
    out.write_text("precious")
    assert main(["segment", str(case), "-o", str(out)]) == 5
    assert out.read_text() == "precious"
    assert "--overwrite" in capsys.readouterr().err
    assert main(["segment", str(case), "-o", str(out), "--overwrite"]) == 0
    assert values(out).max() == 4


def test_existing_probability_maps_are_told_before_the_work(case, engine, tmp_path, capsys):
    engine.interrupt = AssertionError
    (tmp_path / "p_ET_probability.nii.gz").write_text("precious")
    arguments = ["segment", str(case), "-o", str(tmp_path / "mask.nii.gz")]
    assert main([*arguments, "--probabilities", str(tmp_path / "p.nii.gz")]) == 5
    assert "p_ET_probability.nii.gz" in capsys.readouterr().err


def test_a_scan_is_never_written_over(case, engine, capsys):
    scan = case / "case_1_t1.nii.gz"
    before = scan.read_bytes()
    assert main(["segment", str(case), "-o", str(scan), "--overwrite"]) == 5
    assert scan.read_bytes() == before
    assert "own scans" in capsys.readouterr().err


def test_a_file_that_is_there_is_not_absent_unless_a_person_says_so(case, engine, tmp_path, capsys):
    scan = case / "case_1_t1ce.nii.gz"
    scan.write_text("version https://git-lfs.github.com/spec/v1\n" + 400 * "x")
    run = ["segment", str(case), "-o", str(tmp_path / "out.nii.gz"), "--json"]
    assert main(run) == 3
    assert "git lfs pull" in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "out.nii.gz").exists()
    assert main([*run, "--without-unreadable"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["absent"] == ["T1Gd"]
    assert "left_out" in [f["code"] for f in facts["findings"]]


def test_a_name_with_two_readings_is_refused_until_it_is_said(case, engine, tmp_path, capsys):
    for name, new in (("t1", "t1_lee_gd"), ("t1ce", "x")):
        (case / f"case_1_{name}.nii.gz").rename(case / f"{new}.nii.gz")
    run = ["segment", str(case), "-o", str(tmp_path / "out.nii.gz"), "--json"]
    assert main(run) == 3
    assert "could be T1Gd or T1" in " ".join(capsys.readouterr().err.split())
    assert main([*run, "--t1", str(case / "t1_lee_gd.nii.gz")]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["files"]["T1"].endswith("t1_lee_gd.nii.gz")
    assert facts["absent"] == ["T1Gd"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["segment"],
        ["segment", "FOLDER", "--stack", "x.nii.gz"],
        ["segment", "FOLDER", "--order", "t1,t2"],
        ["segment", "FOLDER", "--labels", "decathlon"],
        ["segment", "FOLDER", "--nonsense"],
        ["nonsense"],
    ],
)
def test_what_is_not_understood_is_a_usage_error(case, arguments, capsys):
    assert main([str(case) if a == "FOLDER" else a for a in arguments]) == 2
    assert "Traceback" not in capsys.readouterr().err


def without_t1gd_and_flair(folder):
    for name in ("t1ce", "flair"):
        next(folder.glob(f"*{name}*")).unlink()


def truncated(folder):
    path = next(folder.glob("*flair*"))
    path.write_bytes(path.read_bytes()[:900])


def text(folder):
    next(folder.glob("*flair*")).write_text("this is no image")


def zeros(folder):
    path = next(folder.glob("*flair*"))
    write_nifti(path, np.zeros(brain_arrays()[Modality.T1].shape, np.int16))


def flipped(folder):
    path = next(folder.glob("*flair*"))
    write_nifti(path, values(path), np.diag([1.0, -1.0, 1.0, 1.0]))


def other_grid(folder):
    path = next(folder.glob("*flair*"))
    write_nifti(path, values(path)[:-2])


def flat(folder):
    path = next(folder.glob("*flair*"))
    write_nifti(path, values(path)[:, :, 0])


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (without_t1gd_and_flair, 3),
        (truncated, 3),
        (text, 3),
        (flat, 3),
        (zeros, 4),
        (flipped, 4),
        (other_grid, 4),
    ],
)
def test_bad_input_gives_a_sentence_a_code_and_no_file(case, engine, tmp_path, capsys, spoil, code):
    spoil(case)
    out = tmp_path / "out"
    out.mkdir()
    assert main(["segment", str(case), "-o", str(out / "mask.nii.gz"), "--json"]) == code
    assert list(out.iterdir()) == []
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "FLAIR" in printed.err or "flair" in printed.err
    assert "Traceback" not in printed.err


def test_no_such_folder(tmp_path, capsys):
    assert main(["segment", str(tmp_path / "none"), "-o", str(tmp_path / "m.nii.gz")]) == 3
    assert "no such folder" in capsys.readouterr().err


def test_the_label_map_is_not_replaced_by_a_probability_map(case, engine, tmp_path, capsys):
    arguments = ["segment", str(case), "-o", str(tmp_path / "p_WT_probability.nii.gz")]
    assert main([*arguments, "--probabilities", str(tmp_path / "p.nii.gz"), "--overwrite"]) == 5
    assert "two results" in capsys.readouterr().err


def test_a_file_that_appears_meanwhile_is_not_replaced(case, engine, tmp_path, monkeypatch):
    out = tmp_path / "mask.nii.gz"
    answer = type(engine).__call__

    def slow(self, array, tick):
        out.write_text("precious")
        return answer(self, array, tick)

    monkeypatch.setattr(type(engine), "__call__", slow)
    assert main(["segment", str(case), "-o", str(out)]) == 5
    assert out.read_text() == "precious"


@pytest.mark.parametrize("name", ["nowhere/mask.nii.gz", "mask.png", f"{'m' * 250}.nii.gz"])
def test_where_nothing_can_be_written_is_said_before_the_work(case, engine, tmp_path, name, capsys):
    engine.interrupt = AssertionError
    assert main(["segment", str(case), "-o", str(tmp_path / name)]) == 5
    assert name in capsys.readouterr().err


def test_a_file_that_is_no_model_package(case, tmp_path, capsys):
    (tmp_path / "modelo_entrenado.pth").write_bytes(b"weights")
    arguments = ["segment", str(case), "-o", str(tmp_path / "m.nii.gz")]
    assert main([*arguments, "--model", str(tmp_path / "modelo_entrenado.pth")]) == 6
    assert "model package" in capsys.readouterr().err
    assert not (tmp_path / "m.nii.gz").exists()


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (KeyboardInterrupt, 130),
        (MemoryError, 7),
        (RuntimeError("Exception from allocator.cpp:79:\nstd::bad_alloc"), 7),
        (ImportError("libx.so: failed to map segment from shared object"), 7),
    ],
)
def test_an_interrupted_run_leaves_nothing(case, engine, tmp_path, capsys, raised, code):
    engine.interrupt = raised
    out = tmp_path / "out"
    out.mkdir()
    assert main(["segment", str(case), "-o", str(out / "mask.nii.gz")]) == code
    assert list(out.iterdir()) == []
    assert "Traceback" not in capsys.readouterr().err


def test_an_interrupt_while_writing_leaves_nothing(case, engine, tmp_path, monkeypatch):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("core.files.writing._compare", interrupted)
    out = tmp_path / "out"
    out.mkdir()
    assert main(["segment", str(case), "-o", str(out / "mask.nii.gz")]) == 130
    assert list(out.iterdir()) == []


def test_a_warning_of_the_check_is_told_and_kept(tmp_path, engine, capsys):
    thick = np.diag([-1.0, -1.0, 5.0, 1.0])
    write_study(tmp_path / "thick", tumour_arrays(), affine=thick)
    arguments = ["segment", str(tmp_path / "thick"), "-o", str(tmp_path / "m.nii.gz"), "--json"]
    assert main(arguments) == 0
    printed = capsys.readouterr()
    findings = json.loads(printed.out)["findings"]
    assert any("thick" in f["text"] and f["severity"] == "warned" for f in findings)
    assert "warned:" in printed.err


def test_a_real_package_runs_end_to_end(case, toy_package, tmp_path, capsys):
    out = tmp_path / "mask.nii.gz"
    arguments = ["segment", str(case), "-o", str(out), "--model", str(toy_package), "--json"]
    assert main([*arguments, "--engine", "openvino", "--mode", "accurate"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["engine"].startswith("OpenVINO")
    assert facts["mode"] == "accurate"
    assert nib.load(out).shape == brain_arrays()[Modality.T1].shape
    assert np.array_equal(nib.load(out).affine, LPS)


def test_the_dice_to_expect_is_told_and_a_low_one_marked(
    case, engine, estimating, tmp_path, capsys
):
    estimating(WT=0.883, TC=0.3, ET=0.1)
    arguments = ["segment", str(case), "-o", str(tmp_path / "mask.nii.gz"), "--overwrite"]
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "Expected Dice (estimate): WT 0.88 TC 0.30 ET 0.10\n" in out
    assert "Check this one: the estimate of TC is low." in out
    assert main([*arguments, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["expected_dice"] == {"WT": 0.883, "TC": 0.3, "ET": 0.1}
    assert facts["check"] == ["TC"]


def test_good_estimates_mark_nothing_and_none_say_nothing(
    case, engine, estimating, tmp_path, capsys
):
    arguments = ["segment", str(case), "-o", str(tmp_path / "mask.nii.gz"), "--overwrite"]
    estimating(WT=0.9, TC=0.8)
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "WT 0.90 TC 0.80" in out
    assert "Check" not in out
    estimating()
    assert main(arguments) == 0
    assert "Expected" not in capsys.readouterr().out
