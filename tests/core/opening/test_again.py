"""A raw study prepared again: one sequence aligned anew, left to its header, or accepted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.opening import raw
from core.opening.again import accepted, align_again, by_headers, open_again
from core.opening.raw import open_volumes
from core.phantom.phantom import raw_demo_study
from core.phantom.scans import Scan, motion, scanned
from core.preparing.aligned_files import own_scan
from core.preparing.own_brain import own_brain, with_corrected_brain
from core.preparing.preparing import said_of_places
from core.progress import no_progress
from core.registration.rigid import SaidBy, distance_mm
from core.studies.findings import Finding, Severity
from core.studies.study import AxesFrom, Modality
from tests.core.extractors import ball_extractor

T1, T1GD, T2, FLAIR = Modality


@pytest.fixture(scope="module")
def scans():
    """T1Gd and FLAIR as two scans of a moved head, with the skull."""
    volumes = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    rng = np.random.default_rng(2)
    return {
        T1GD: scanned(volumes[T1GD], Scan(np.eye(4), 2, 6.0, 3.0), rng),
        FLAIR: scanned(volumes[FLAIR], Scan(motion(rng, 8, 10), 1, 6.0, 3.0), rng),
    }


@pytest.fixture
def opened(scans, monkeypatch):
    monkeypatch.setattr(raw, "load_brain_model", ball_extractor)
    taken = Finding("series_taken", Severity.REPAIRED, "FLAIR is series 5.", FLAIR)
    return open_volumes(scans, "p", said=(taken,))


def test_a_sequence_goes_back_to_its_own_affine(opened, scans):
    for modality, volume in scans.items():
        back = own_scan(opened.preparation, modality)
        np.testing.assert_allclose(back.affine, volume.affine, atol=1e-9)
        assert back.data is opened.preparation.aligned[modality].data


def test_aligning_again_finds_the_same_place_from_other_points(opened):
    made = opened.preparation
    before, again = made.alignments[FLAIR], align_again(made, FLAIR, 11, no_progress)
    assert not np.array_equal(again.matrix, before.matrix)
    assert distance_mm(again.matrix, before.matrix, before.centre_mm) < 1.5


def test_headers_are_taken_as_they_are_and_said(opened, scans):
    made = opened.preparation
    there = by_headers(made, FLAIR, no_progress)
    assert there.information < made.alignments[FLAIR].information
    again = open_again(made, {FLAIR: there}, opened.findings)
    aligned = again.preparation.aligned[FLAIR]
    np.testing.assert_allclose(aligned.affine, scans[FLAIR].affine, atol=1e-9)
    told = {f.code: f.text for f in again.findings}
    assert told["headers_taken"] == "FLAIR lies where its header says, as you chose."
    assert told["series_taken"] == "FLAIR is series 5."
    assert "aligned" not in told
    shown = again.study.volumes[FLAIR].data, opened.study.volumes[FLAIR].data
    assert not np.array_equal(*shown)


def test_a_corrected_brain_stays_corrected(opened):
    mask = own_brain(opened.preparation).copy()
    mask[mask.shape[0] // 2 :] = False
    made = with_corrected_brain(opened.preparation, mask)
    again = open_again(made, {}, opened.findings)
    np.testing.assert_array_equal(own_brain(again.preparation), mask)
    assert again.study.prepared.grid.shape == made.study.prepared.grid.shape
    assert again.study is again.preparation.study


def test_what_is_known_is_not_looked_for_again(opened, monkeypatch):
    made = opened.preparation
    again = open_again(made, {}, opened.findings)
    np.testing.assert_array_equal(
        again.preparation.alignments[FLAIR].matrix, made.alignments[FLAIR].matrix
    )
    assert [f.text for f in again.findings] == [f.text for f in opened.findings]


def test_a_doubt_that_somebody_looked_at_is_none_any_more(opened):
    made = opened.preparation
    unsure = replace(made.alignments[FLAIR], information=0.01)
    doubted = replace(made, alignments={FLAIR: unsure})
    (doubt,) = said_of_places(doubted.alignments, T1GD)
    assert doubt.code == "alignment_unsure"
    others = [f for f in opened.findings if f.code != "aligned"]
    made, findings = accepted(doubted, FLAIR, [*others, doubt])
    assert made.alignments[FLAIR].said_by is SaidBy.PERSON
    assert [f.code for f in findings] == [*(f.code for f in others), "aligned"]


def test_scans_whose_axes_were_stated_are_prepared_again_without_being_asked(scans, monkeypatch):
    monkeypatch.setattr(raw, "load_brain_model", ball_extractor)
    silent = {}
    for modality, volume in scans.items():
        header = volume.header.copy()
        header["qform_code"] = header["sform_code"] = 0
        silent[modality] = replace(volume, header=header, path=Path(f"{modality}.nii"))
    opened = open_volumes(silent, "p", axes=scans[T1GD].grid.axis_codes)
    again = open_again(opened.preparation, {}, opened.findings)
    assert again.study.axes_from is AxesFrom.STATED
    assert [f.code for f in again.findings].count("axes_stated") == 1
    np.testing.assert_allclose(again.study.grid.affine, opened.study.grid.affine)
