"""The self-test: what it compares, that it finds faults, how it is told."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from core.anatomy import placing
from core.labels import Region, region_mask
from core.phantom.phantom import demo_study
from core.progress import Cancelled
from core.segmenting.model_package import shipped_packages
from core.studies.segmentation import Segmentation
from desktop_app.__main__ import main
from desktop_app.actions.all import ACTIONS
from desktop_app.dialogs import self_test_dialog
from desktop_app.language.translation import number
from desktop_app.self_test import run as running
from desktop_app.self_test.exporters import EXPORTERS, Material
from desktop_app.self_test.graphics import check_graphics
from desktop_app.self_test.outcome import CheckFailed, Outcome, Report, Said
from desktop_app.self_test.recording import (
    RECORDING,
    Recording,
    file_hashes,
    read_recording,
    write_recording,
)
from desktop_app.state.settings import LANGUAGE, Language


@pytest.fixture(scope="module")
def material():
    """The demo study at 4 mm with its truth as the segmentation."""
    study, truth = demo_study(shape=(60, 60, 40), spacing_mm=4.0)
    maps = np.stack([255 * region_mask(truth, r).astype(np.uint8) for r in Region])
    return Material(study, Segmentation(study.name, study.grid, truth, maps))


def graphics():
    return Said("fine"), {"Graphics": "none"}


@pytest.fixture
def quick(monkeypatch):
    """A self-test whose checks are given by the test."""

    def give(**checks):
        made = running.SelfTest(graphics)
        made._checks = tuple(checks.items())
        return made

    return give


# -- the recording ------------------------------------------------------------------------


def test_the_recording_is_of_the_model_that_ships():
    recording = read_recording()
    package = shipped_packages()[-1]
    assert recording.files == file_hashes(package), "run `python -m docs.record_self_test`"
    assert recording.label_map.shape == (240, 240, 155)
    assert all(region_mask(recording.label_map, region).any() for region in Region)
    assert RECORDING.stat().st_size < 50_000


def test_a_recording_reads_back(tmp_path, material):
    labels = material.segmentation.label_map
    write_recording(Recording("toy", {"a": "b"}, "engine", labels), tmp_path / "r.json")
    back = read_recording(tmp_path / "r.json")
    assert (back.model, back.files, back.engine) == ("toy", {"a": "b"}, "engine")
    np.testing.assert_array_equal(back.label_map, labels)


# -- exporters ----------------------------------------------------------------------------


def test_every_export_action_has_its_exporter_tried():
    exports = {spec.id for spec in ACTIONS if spec.id.startswith("export_")}
    assert exports <= set(EXPORTERS)


def cache_of(work):
    """Give again what was once made of the same study."""
    made = {}

    def once(study, *more):
        if id(study) not in made:
            made[id(study)] = work(study, *more)
        return made[id(study)]

    return once


@pytest.mark.parametrize("name", EXPORTERS)
def test_each_exporter_works_and_its_failure_is_noticed(
    qapp, tmp_path, material, name, monkeypatch
):
    # The atlas is laid on once: it fails in the folder as well the second time.
    monkeypatch.setattr(placing, "place", cache_of(placing.place))
    EXPORTERS[name](material, tmp_path)
    assert list(tmp_path.iterdir())
    with pytest.raises(Exception, match=r".+"):
        EXPORTERS[name](material, tmp_path / "there is no such folder")


# -- running ------------------------------------------------------------------------------


def test_a_check_that_breaks_fails_and_the_rest_still_run(quick):
    def breaks(progress):
        raise ZeroDivisionError("by zero")

    def fails(progress):
        raise CheckFailed(Said("{0} is wrong", ("it",)))

    seen = []
    report = quick(a=breaks, b=fails, c=lambda progress: Said("well")).run(on_outcome=seen.append)
    assert [o.passed for o in report.outcomes] == [False, False, True]
    assert [o.said.english() for o in report.outcomes] == ["by zero", "it is wrong", "well"]
    assert seen == list(report.outcomes)
    assert not report.passed
    assert "FAILED b" in report.english()
    assert "numpy" in report.facts["Libraries"]


def test_it_can_be_cancelled_within_a_check(quick):
    def check(progress):
        progress(1, 2, "half")
        return Said("never")

    told = []

    def progress(done, total, text):
        told.append(done / total)
        if len(told) == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        quick(a=check, b=check).run(progress)
    assert told == [0, 0.25, 0.5, 0.75]


def test_a_model_that_was_changed_is_found(monkeypatch, tmp_path):
    import shutil

    copy = tmp_path / "models" / "changed"
    shutil.copytree(shipped_packages()[-1], copy)
    with (copy / "weights.safetensors").open("r+b") as file:
        file.write(b"\0\0\0\1")
    monkeypatch.setattr(running, "shipped_packages", lambda: [copy])
    outcome = running._outcome("models", running.SelfTest(graphics)._models, lambda *a: None)
    assert not outcome.passed
    assert "SHA-256 differs" in outcome.said.english()


TOY = SimpleNamespace(
    engine=SimpleNamespace(name="toy engine"),
    package=SimpleNamespace(name="toy", folder=Path("toy")),
)
"""A model whose answer to the demo study is given."""


@pytest.fixture
def answering(monkeypatch):
    """Let the demo study be segmented as the test says, without a network."""

    def answer(labels, files=None):
        recording = read_recording()
        study, _ = demo_study(shape=(60, 60, 40), spacing_mm=4.0)
        found = Segmentation("demo", study.grid, labels)
        monkeypatch.setattr(running, "demo_study", lambda: (study, None))
        monkeypatch.setattr(running, "load_model", lambda: TOY)
        monkeypatch.setattr(running, "segment", lambda *a: found)
        monkeypatch.setattr(running, "file_hashes", lambda folder: files or recording.files)
        return running._outcome("demo", running.SelfTest(graphics)._demo, lambda *a: None)

    return answer


def test_the_demo_study_is_compared_with_the_recording(answering):
    recorded = read_recording().label_map
    outcome = answering(recorded)
    assert outcome.passed
    assert "WT 1.0000, TC 1.0000, ET 1.0000" in outcome.said.english()
    moved = answering(np.roll(recorded, 4, axis=0))
    assert not moved.passed
    assert "less than 0.97" in moved.said.english()
    assert not answering(np.zeros_like(recorded)).passed


def test_another_model_than_the_recordings_is_told(answering):
    outcome = answering(read_recording().label_map, files={"weights.safetensors": "other"})
    assert not outcome.passed
    assert "another model" in outcome.said.english()


def test_graphics_are_looked_at(qapp):
    said, found = check_graphics()
    assert "offscreen" in said.english()
    assert set(found) == {"Graphics", "Qt", "Screens"}


# -- on the command line ------------------------------------------------------------------


@pytest.mark.parametrize("argument", ["--self-test", "self-test"])
def test_the_exit_code_says_whether_all_passed(monkeypatch, capsys, qapp, argument):
    report = Report((Outcome("Engines", False, Said("{0} differs", ("it",)), 0.5),), {"A": "b"})

    class Fake:
        def __init__(self, graphics): ...

        def run(self, progress, on_outcome):
            on_outcome(report.outcomes[0])
            return report

    monkeypatch.setattr(running, "SelfTest", Fake)
    assert main([argument]) == 1
    printed = capsys.readouterr().out
    assert "FAILED Engines (0.5 s): it differs" in printed
    assert "A: b" in printed
    assert main([argument, "--json"]) == 1
    values = json.loads(capsys.readouterr().out)
    assert values["passed"] is False
    assert values["checks"][0]["said"] == "it differs"


@pytest.mark.slow
def test_this_installation_passes(capsys, qapp):
    assert main(["--self-test", "--json"]) == 0, capsys.readouterr().out
    values = json.loads(capsys.readouterr().out)
    assert [check["passed"] for check in values["checks"]] == [True] * 6
    assert values["facts"]["Graphics"].startswith("offscreen")


# -- in the window ------------------------------------------------------------------------


@pytest.fixture
def faked(monkeypatch):
    """The dialog's self-test, replaced by one whose checks are given."""
    import threading

    going = threading.Event()

    class Fake(running.SelfTest):
        def __init__(self, graphics):
            super().__init__(graphics)
            self._checks = (("Engines", self._wait), ("Graphics", self._look))

        def _wait(self, progress):
            while not going.wait(0.01):
                progress(0, 1, "")
            return Said("OpenVINO and PyTorch differ by {0} at most; {1} is allowed.", (0.1, 0.2))

    monkeypatch.setattr(self_test_dialog, "SelfTest", Fake)
    yield going
    going.set()


def dialog_of(window):
    return window.findChild(self_test_dialog.SelfTestDialog)


def test_the_window_shows_each_check_and_copies_the_report(qtbot, window, settings, faked):
    window.actions_["self_test"].trigger()
    dialog = dialog_of(window)
    assert dialog.close_.text() == "Cancel"
    assert not dialog.copy.isEnabled()
    faked.set()
    qtbot.waitUntil(lambda: dialog.report is not None)
    assert dialog.summary.text() == "Everything works on this computer."
    assert dialog.table.topLevelItemCount() == 2
    settings.set(LANGUAGE, Language.SPANISH)
    qtbot.waitUntil(lambda: dialog.windowTitle() == "Autocomprobación")
    assert dialog.table.topLevelItem(0).text(0) == "Motores"
    allowed = number(0.2, 1)
    assert f"se admite {allowed}" in dialog.table.topLevelItem(0).text(1)
    settings.set(LANGUAGE, Language.ENGLISH)
    qtbot.waitUntil(lambda: dialog.close_.text() == "Close")
    dialog.copy.click()
    assert "ok     Engines" in QGuiApplication.clipboard().text()
    dialog.close_.click()
    assert not dialog.isVisible()


def test_a_long_result_stands_whole_in_its_row(qtbot, window, faked):
    window.actions_["self_test"].trigger()
    dialog = dialog_of(window)
    assert "up to a minute" in dialog.summary.text()
    table = dialog.table
    qtbot.waitUntil(lambda: table.columnWidth(1) > 100)
    words = Said("{0}", (" ".join(["OpenVINO"] * table.columnWidth(1)),))
    dialog._arrived(Outcome("Demo study", True, words, 0.1))
    item = table.topLevelItem(0)
    metrics = table.fontMetrics()
    lines = metrics.horizontalAdvance(item.text(1)) / table.columnWidth(1)
    assert lines > 5
    assert table.visualItemRect(item).height() >= lines * metrics.lineSpacing()
    faked.set()
    qtbot.waitUntil(lambda: dialog.report is not None)


def test_the_window_can_cancel_it(qtbot, window, faked):
    window.actions_["self_test"].trigger()
    dialog = dialog_of(window)
    dialog.close_.click()
    assert dialog.summary.text() == "The self-test was cancelled."
    assert dialog.isVisible()
    assert dialog.report is None
    dialog.close_.click()
    assert not [d for d in window.findChildren(QDialog) if d.isVisible()]
