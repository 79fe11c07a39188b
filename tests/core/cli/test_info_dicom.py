"""``info`` of a DICOM folder: what lies there and why, and no word of the patient."""

from __future__ import annotations

import json
import shutil

import pytest

from core.cli.app import main
from core.phantom.phantom import demo_study
from core.phantom.scanner import Person, Way, write_dicom_study
from core.studies.study import Modality

PERSON = Person("Garcia^Ana", "SECRET-77", "19511213")
PRIVATE = ("Garcia", "SECRET", "19511213", "20260102")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("study")
    write_dicom_study(made, demo_study(7, (36, 36, 24), 6.5)[0], Way(person=PERSON))
    return made


def test_each_series_is_listed_with_what_it_was_taken_for_and_why(folder, capsys):
    assert main(["info", str(folder)]) == 0
    printed = capsys.readouterr().out
    for said in (
        "Patient 1, study 1",
        "Series 6 (“t1_se_tra”), 81% sure: Its name holds “t1”",
        "its contrast agent is “Gadovist”",
        "6.5 × 6.5 × 6.5",
        "9000 / 110 / 2500",
        "Set aside: Series 1.1 (“localizer”): It is a localiser",
    ):
        assert said in printed, said
    assert not any(word in printed for word in PRIVATE)


def test_in_json_and_by_name_only_if_asked(folder, capsys):
    assert main(["info", str(folder), "--json"]) == 0
    printed = capsys.readouterr().out
    (study,) = json.loads(printed)["studies"]
    assert {m: s["series"] for m, s in study["sequences"].items()} == {
        "T1": 3, "T2": 4, "FLAIR": 5, "T1Gd": 6,
    }  # fmt: skip
    assert [s["set_aside"] for s in study["series"]] == ["localiser"] * 3 + [None] * 4
    assert [s["taken_for"] for s in study["series"]][3:] == ["T1", "T2", "FLAIR", "T1Gd"]
    assert not any(word in printed for word in PRIVATE)
    assert main(["info", str(folder), "--json", "--identify"]) == 0
    (study,) = json.loads(capsys.readouterr().out)["studies"]
    assert study["identity"]["patient_name"] == "Garcia^Ana"
    assert main(["info", str(folder), "--identify"]) == 0
    assert "Garcia^Ana, SECRET-77" in capsys.readouterr().out


def test_an_archive_and_several_patients(folder, tmp_path, capsys):
    shutil.make_archive(str(tmp_path / "in" / "one"), "zip", folder)
    other = Way(person=Person("Other", "2"))
    study = demo_study(8, (36, 36, 24), 6.5)[0]
    write_dicom_study(tmp_path / "in" / "two", study, other, [Modality.T2])
    assert main(["info", str(tmp_path / "in" / "one.zip")]) == 0
    assert "Patient 1, study 1" in capsys.readouterr().out
    assert main(["info", str(tmp_path / "in")]) == 0
    printed = capsys.readouterr().out
    assert "Patient 2, study 1" in printed
    assert "FLAIR not found" in printed


def test_a_missing_slice_and_an_unreadable_file_are_told(folder, tmp_path, capsys):
    shutil.copytree(folder, tmp_path / "a")
    (tmp_path / "a" / "4_T2" / "IM0009").unlink()
    cut = tmp_path / "a" / "3_T1" / "IM0024"
    cut.write_bytes(cut.read_bytes()[:300])
    assert main(["info", str(tmp_path / "a")]) == 0
    printed = capsys.readouterr()
    assert "1 missing, first after slice 8 of 23 (IM0008)" in printed.out
    assert "T2    not found" in printed.out


def test_nothing_that_can_be_read(tmp_path, capsys):
    (tmp_path / "x.zip").write_bytes(b"no archive")
    assert main(["info", str(tmp_path / "x.zip")]) == 3
    assert "x.zip" in capsys.readouterr().err
