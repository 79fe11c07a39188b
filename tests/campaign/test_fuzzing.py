"""Readers given damaged files: each is read, or refused by a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.campaign.fuzzing.campaign import KINDS, Run, cases_of, supervise
from tests.campaign.fuzzing.targets import TARGETS
from tests.campaign.fuzzing.watching import input_of, lay_out, watched

SHORT = {"nifti": 150, "labels": 150, "other": 150, "dicom": 40, "session": 60, "model": 12}
"""Inputs of each kind in `make test`: seconds."""


@pytest.fixture
def cases(tmp_path_factory, toy_package):
    def make(kind: str):
        return cases_of(kind, tmp_path_factory.mktemp("seeds"), lambda: toy_package)

    return make


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_read_or_refused(kind, cases, tmp_path, qapp):
    whole = cases(kind)
    faults = [
        watched(kind, number, input_of(kind, whole, 0, number), tmp_path)
        for number in range(SHORT[kind])
    ]
    assert [fault for fault in faults if fault is not None] == []


@pytest.mark.parametrize("kind", KINDS)
def test_whole_files_are_read(kind, cases, tmp_path, qapp, monkeypatch):
    """Else the campaign would try nothing but the first refusal."""
    from tests.campaign.fuzzing import targets

    for case in cases(kind):
        lay_out(case, tmp_path)
        monkeypatch.setattr(targets, "refusals", refused_never(kind, case))
        TARGETS[kind](tmp_path)


def refused_never(kind, case):
    from contextlib import contextmanager

    from core.errors import GliovistaError

    @contextmanager
    def check():
        try:
            yield
        except GliovistaError as error:
            # Offered to the readers of stacks and of single volumes alike.
            if not (kind == "nifti" and "stack.nii" in case):
                raise AssertionError(error) from error

    return check


def test_an_input_is_the_same_whenever_it_is_made(cases):
    for kind in ("nifti", "session", "dicom"):
        whole = cases(kind)
        first = [input_of(kind, whole, 3, n) for n in range(40)]
        assert [input_of(kind, whole, 3, n) for n in reversed(range(40))] == first[::-1]


@pytest.mark.parametrize("what", ["hang", "error", "memory"])
def test_the_watch_sees_what_it_should(what, tmp_path, monkeypatch):
    from tests.campaign.fuzzing import targets, watching

    def reader(folder: Path) -> None:
        if what == "error":
            json.loads("{")
        elif what == "memory":
            bytes(b"x" * 200_000_000)
        else:
            while True:
                pass

    monkeypatch.setitem(targets.TARGETS, "nifti", reader)
    if what == "hang":
        monkeypatch.setattr(watching, "MOST_SECONDS", 0.2)
    fault = watched("nifti", 7, {"a": b"b"}, tmp_path)
    assert fault is not None
    assert what in fault.what.lower() or "JSONDecodeError" in fault.what


@pytest.mark.campaign
@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_campaign_finds_nothing(kind):
    run = Run(kind, 1, Path("build") / "fuzzing")
    supervise(run, KINDS[kind])
    assert run.told() == []


@pytest.mark.slow
def test_a_worker_that_dies_is_started_again(tmp_path):
    """The next input is the one after that which ended it."""
    run = Run("labels", 1, tmp_path)
    run.begin()
    run.place.write_text(f"{3:9d}")
    supervise(run, 6)
    assert run.reached() == 6
    assert run.told() == []
