"""Models of others in the window: listed, brought, chosen, compared, removed."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from core.foreign_models import adding
from core.foreign_models.adding import add_model
from core.foreign_models.library import listed_models, models_folder
from core.phantom.phantom import demo_study
from core.segmenting.model_package import shipped_packages
from core.segmenting.passes import Mode
from core.studies.study import Modality
from desktop_app.dialogs.models_dialog import ModelsDialog
from desktop_app.look import theme
from desktop_app.look.plain import MessageBox
from desktop_app.panels.pages import PageName
from desktop_app.state.settings import LANGUAGE, MODEL, Language
from desktop_app.work.estimates import RATE, REST, remembered_as
from desktop_app.work.models import Models
from tests.conftest import PATIENCE_S
from tests.core.foreign_models.makers import segresnet, write_bundle, write_nnunet

SHIPPED = shipped_packages()[-1].name


@pytest.fixture(scope="module")
def coarse_demo():
    study = demo_study(shape=(60, 60, 40), spacing_mm=4.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adding, "demo_study", lambda **_: study)
        yield


@pytest.fixture(scope="module")
def bundle(tmp_path_factory, coarse_demo) -> Path:
    """A MONAI bundle as somebody would choose it."""
    return write_bundle(tmp_path_factory.mktemp("bundles") / "brats", network=segresnet())


@pytest.fixture(scope="module")
def converted(tmp_path_factory, bundle) -> Path:
    """The same, brought once."""
    return add_model(bundle, tmp_path_factory.mktemp("library")).folder


@pytest.fixture(scope="module")
def nnunet(tmp_path_factory, coarse_demo) -> Path:
    """A package of nnU-Net's, which crops and resamples to voxels of other edges."""
    folder = write_nnunet(tmp_path_factory.mktemp("nnunet") / "results", spacing=(1.0, 0.7, 0.5))
    return add_model(folder, tmp_path_factory.mktemp("library")).folder


@pytest.fixture
def models(qtbot, window):
    """The window's list of models, which was never read yet."""
    return window.models.models


@pytest.fixture
def dialog(qtbot, window, models) -> ModelsDialog:
    """The dialog as the action opens it, filled."""

    def open_it() -> ModelsDialog:
        window.actions_["models"].trigger()
        qtbot.waitUntil(lambda: bool(models.listed) and models._reading is None)
        return window.dialogs.open_dialog("models")

    return open_it


def keep(converted: Path, models) -> Path:
    return Path(shutil.copytree(converted, models.folder / converted.name))


def names(dialog) -> list[str]:
    table = dialog.table
    return [table.topLevelItem(n).text(0) for n in range(table.topLevelItemCount())]


def state(dialog, name: str) -> str:
    table = dialog.table
    (row,) = [n for n, found in enumerate(names(dialog)) if found == name]
    return table.topLevelItem(row).text(table.columnCount() - 1)


def select(dialog, name: str) -> None:
    dialog.table.setCurrentItem(dialog.table.topLevelItem(names(dialog).index(name)))


def test_the_window_keeps_models_where_the_command_line_does(models, tmp_path):
    assert models.folder == models_folder(tmp_path / "kept")


def test_a_model_is_brought_chosen_and_segments(qtbot, opened, models, dialog, bundle, monkeypatch):
    shown = dialog()
    assert state(shown, SHIPPED) == "Segments"
    monkeypatch.setattr(
        "desktop_app.dialogs.models_dialog.QFileDialog.getExistingDirectory",
        lambda *_: str(bundle),
    )
    qtbot.mouseClick(shown.add_folder, Qt.MouseButton.LeftButton)
    assert models.busy
    assert not shown.add_file.isEnabled()
    qtbot.waitUntil(lambda: "brats" in names(shown))
    assert "“brats” was brought" in shown.message.text()
    assert state(shown, "brats") == "Ready"
    select(shown, "brats")
    assert "It needs T1Gd, T1, T2 and FLAIR, on the study's own voxels." in (shown.details.text())
    qtbot.mouseClick(shown.use, Qt.MouseButton.LeftButton)
    assert state(shown, "brats") == "Segments"
    assert opened.settings.get(MODEL) == "brats"
    panel = opened.side_panel.segmenting
    assert panel.model.text() == "Model: brats"
    opened.actions_["segment"].trigger()
    qtbot.waitUntil(lambda: opened.session.segmentation is not None)
    made = opened.session.segmentation.provenance
    assert made.model == "brats"
    assert made.origin.startswith("MONAI bundle 0.5.3, SHA-256 ")
    assert f"brats ({made.origin})" in texts_of(opened)


def texts_of(window) -> str:
    return "\n".join(label.text() for label in window.side_panel.findChildren(QLabel))


def test_what_is_refused_says_why_in_the_language_of_the_window(
    qtbot, window, models, dialog, tmp_path, settings
):
    settings.set(LANGUAGE, Language.SPANISH)
    shown = dialog()
    (tmp_path / "empty").mkdir()
    shown.add(tmp_path / "empty")
    qtbot.waitUntil(lambda: bool(shown.message.text()))
    assert "no es ningún tipo de modelo conocido" in shown.message.text()
    assert not models.busy
    assert shown.message.property("role") == "error"


def test_a_cancelled_model_leaves_nothing(qtbot, window, models, dialog, bundle, monkeypatch):
    reached = []

    def waits(path, folder, progress):
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            reached.append(1)
            progress(0, 1, "converting the network")

    monkeypatch.setattr(adding, "add_model", waits)
    shown = dialog()
    shown.add(bundle)
    qtbot.waitUntil(lambda: bool(reached))
    qtbot.waitUntil(lambda: shown.step.text() == "Converting the network…")
    qtbot.mouseClick(shown.cancel, Qt.MouseButton.LeftButton)
    assert not models.busy
    assert shown.message.text() == "Nothing was brought."
    assert names(shown) == [SHIPPED]
    assert shown.add_folder.isEnabled()


def answer(monkeypatch, title: str) -> list[str]:
    """Press a button of the next question; gives what was asked."""
    asked: list[str] = []

    def press(box):
        asked.append(f"{box.text()} {box.informativeText()}")
        (button,) = [b for b in box.findChildren(QPushButton) if b.text().strip("&") == title]
        button.click()
        return 0

    monkeypatch.setattr(MessageBox, "exec", press)
    return asked


def test_a_model_is_removed_only_after_asking(
    qtbot, window, models, dialog, converted, monkeypatch
):
    folder = keep(converted, models)
    window.settings.set(MODEL, "brats")
    shown = dialog()
    assert not shown.remove.isEnabled() or shown.selected.name == "brats"
    select(shown, "brats")
    asked = answer(monkeypatch, "Cancel")
    qtbot.mouseClick(shown.remove, Qt.MouseButton.LeftButton)
    assert str(folder) in asked[0]
    assert "The model that comes with Gliovista segments from then on." in asked[0]
    assert folder.is_dir()
    answer(monkeypatch, "Remove")
    qtbot.mouseClick(shown.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(shown) == [SHIPPED])
    assert not folder.exists()
    assert window.settings.get(MODEL) == ""
    assert state(shown, SHIPPED) == "Segments"


def test_the_shipped_model_cannot_be_removed(dialog):
    shown = dialog()
    select(shown, SHIPPED)
    assert not shown.remove.isEnabled()


def test_a_damaged_model_is_listed_with_its_reason_and_cannot_be_chosen(dialog, models, converted):
    folder = keep(converted, models)
    (folder / "network_0.bin").write_bytes(b"x")
    shown = dialog()
    assert state(shown, "brats") == "Cannot be used"
    select(shown, "brats")
    assert "its SHA-256 differs" in shown.details.text()
    assert not shown.use.isEnabled()
    assert shown.remove.isEnabled()


def test_a_chosen_model_that_is_gone_is_said_and_never_replaced_in_silence(
    qtbot, window, drop, study_folder, models
):
    window.settings.set(MODEL, "gone")
    drop(study_folder)
    panel = window.side_panel.segmenting
    qtbot.waitUntil(lambda: "“gone”" in panel.problem.text())
    window.actions_["segment"].trigger()
    qtbot.waitUntil(lambda: not window.session.segmenting)
    assert window.session.segmentation is None
    assert "no model package here" in window.messages.text


def test_a_model_that_came_while_the_list_was_read_is_found_once_chosen(
    qtbot, window, models, converted, monkeypatch
):
    began, go_on = threading.Event(), threading.Event()

    def slow(folder):
        found = listed_models(folder)
        began.set()
        go_on.wait(PATIENCE_S)
        return found

    with monkeypatch.context() as patch:
        patch.setattr("desktop_app.work.model_list.listed_models", slow)
        models.refresh()
        assert began.wait(PATIENCE_S)
    keep(converted, models)
    window.settings.set(MODEL, "brats")
    go_on.set()
    qtbot.waitUntil(lambda: models.chosen is not None)


def test_a_study_without_what_the_model_needs_is_told_so(
    qtbot, window, drop, study_files, models, converted
):
    study_files[Modality.T2].unlink()
    keep(converted, models)
    window.settings.set(MODEL, "brats")
    drop(study_files[Modality.T1].parent)
    panel = window.side_panel.segmenting
    needs = "This model needs T1Gd, T1, T2 and FLAIR; T2 is not in this study."
    qtbot.waitUntil(lambda: panel.problem.text() == needs)
    window.actions_["segment"].trigger()
    qtbot.waitUntil(lambda: not window.session.segmenting)
    assert window.session.segmentation is None
    assert "T2 is not there" in window.messages.text
    window.settings.set(MODEL, "")
    assert panel.problem.text() == ""


def test_a_model_that_sees_no_contrast_is_not_trusted_with_what_enhances(
    qtbot, opened, models, converted
):
    folder = keep(converted, models)
    # The package's own words of its channels; it is listed and loaded, and not run.
    card = (folder / "model.json").read_text()
    (folder / "model.json").write_text(blind_card(card))
    opened.settings.set(MODEL, "brats")
    panel = opened.side_panel.segmenting
    says = "This model does not see T1Gd: do not trust its core and enhancing tumour."
    qtbot.waitUntil(lambda: panel.problem.text() == says)


def test_accurate_is_off_where_it_would_be_nothing_else_and_says_why(
    qtbot, opened, models, converted
):
    keep(converted, models)  # a bundle, which mirrors nothing
    accurate = opened.side_panel.segmenting.accurate
    action = opened.actions_["segment_accurate"]
    assert accurate.isEnabled()
    opened.settings.set(MODEL, "brats")
    qtbot.waitUntil(lambda: not accurate.isEnabled())
    assert accurate.toolTip() == "Accurate does the same as Fast with this model."
    assert not action.isEnabled()
    assert opened.side_panel.segmenting.button.isEnabled()
    opened.settings.set(MODEL, "")
    qtbot.waitUntil(accurate.isEnabled)
    assert "several passes" in accurate.toolTip()
    assert action.isEnabled()


def test_the_sign_of_a_selected_row_is_as_plain_as_its_text(dialog, models, converted):
    folder = keep(converted, models)
    (folder / "network_0.bin").write_bytes(b"x")
    shown = dialog()
    for name in ("brats", SHIPPED):
        item = shown.table.topLevelItem(names(shown).index(name))
        sign = item.icon(shown.table.columnCount() - 1)
        image = sign.pixmap(32, 32, QIcon.Mode.Selected).toImage()
        # Where it is drawn in full: edges are mixed with what is behind them.
        places = [(x, y) for x in range(image.width()) for y in range(image.height())]
        colours = {
            image.pixelColor(*at).name() for at in places if image.pixelColor(*at).alpha() == 255
        }
        assert colours == {theme.current().on_accent.name()}


def blind_card(card: str) -> str:
    told = json.loads(card)
    told["recipe"]["channels"] = ["T2", "FLAIR"]
    for step in told["recipe"]["steps"]:
        if "schemes" in step:
            step["schemes"] = step["schemes"][:2]
    return json.dumps(told)


@pytest.fixture
def standing(qtbot, opened, models, toy_package, converted):
    """A study segmented by one model, and another one that is there."""
    keep(converted, models)
    opened.segmenter.models = Models(toy_package)
    models.refresh()
    qtbot.waitUntil(lambda: len(models.listed) == 2)
    opened.actions_["segment_accurate"].trigger()
    qtbot.waitUntil(lambda: opened.session.segmentation is not None)
    return opened


def test_two_clicks_compare_two_models(qtbot, standing):
    before = standing.session.results.shown
    panel = standing.side_panel.segmenting
    assert panel.other.isVisible()
    qtbot.mouseClick(panel.other, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    # What made the standing result is not offered; by keyboard the first is ready to be taken.
    assert [a.text() for a in menu.actions()][:2] == [SHIPPED, "brats"]
    assert menu.activeAction().text() == SHIPPED
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: standing.session.comparison is not None)
    session = standing.session
    assert session.results.shown.provenance.model == "brats"
    assert session.results.shown.provenance.mode == Mode.ACCURATE.value, "like with like"
    assert session.comparison is before.labels
    assert before in session.results.all
    assert standing.side_panel.pages.shown is PageName.COMPARE
    reference = standing.side_panel.comparison.reference
    listed = [reference.itemText(n) for n in range(reference.count())]
    assert [t.split(" · ")[1] for t in listed] == ["toy", "brats"]
    # The chosen one is still the one that segments.
    assert standing.settings.get(MODEL) == ""


def test_the_same_model_of_two_origins_keeps_both_results(qtbot, standing, models, tmp_path):
    """Two models may bear one name: neither's result takes the place of the other's."""
    (brats,) = [m for m in models.listed if not m.shipped]
    twin = Path(shutil.copytree(brats.folder, models.folder / "twin"))
    card = (twin / "model.json").read_text()
    (twin / "model.json").write_text(card.replace("0.5.3", "0.5.4"))
    for folder in (brats.folder, twin):
        count = len(standing.session.results.all)
        standing.segmenter.start(0, Mode.FAST, folder)
        qtbot.waitUntil(lambda n=count: len(standing.session.results.all) == n + 1)
    origins = [r.provenance.origin for r in standing.session.results.all]
    assert len(set(origins)) == 3


def test_thresholds_are_those_of_the_model_that_made_the_result(qtbot, standing, models):
    (brats,) = [m for m in models.listed if not m.shipped]
    standing.segmenter.start(0, Mode.FAST, brats.folder)
    qtbot.waitUntil(lambda: standing.session.segmentation.model_name == "brats")
    standing.judging.thresholding.prepare()
    qtbot.waitUntil(lambda: standing.judging.thresholding.possible)
    assert standing.judging.thresholding.own == brats.package.postprocessing.thresholds


def test_a_cancelled_comparison_leaves_what_stands(qtbot, standing, models, monkeypatch):
    before = standing.session.results.shown
    (brats,) = [m for m in models.listed if not m.shipped]

    def never(wanted, loaded, threads, progress):
        while True:
            progress(0, 1, "network")

    monkeypatch.setattr("desktop_app.work.segmenting.segment_study", never)
    standing.models.segment_with(brats)
    assert standing.session.segmenting
    standing.actions_["cancel"].trigger()
    assert standing.session.results.shown is before
    assert standing.session.comparison is None
    monkeypatch.undo()
    standing.actions_["segment"].trigger()
    qtbot.waitUntil(lambda: len(standing.session.results.all) == 2)
    assert standing.session.comparison is None, "that one was not asked to be compared"


def test_a_model_without_its_sequences_is_offered_with_the_reason_and_not_run(
    qtbot, window, drop, study_files, models, converted
):
    study_files[Modality.T2].unlink()
    keep(converted, models)
    drop(study_files[Modality.T1].parent)
    qtbot.waitUntil(lambda: len(models.listed) == 2)
    menu = window.models.offer()
    (brats,) = [a for a in menu.actions() if a.text().startswith("brats")]
    assert not brats.isEnabled()
    assert "T2 is not in this study" in brats.text()
    menu.close()


@pytest.mark.parametrize("kind", ["converted", "nnunet"])
def test_nothing_is_said_of_a_foreign_models_time_before_it_ran_and_its_own_afterwards(
    qtbot, opened, models, request, kind
):
    folder = keep(request.getfixturevalue(kind), models)
    # The speed of this program's own network, which is none of the other's.
    opened.settings.store.setValue(RATE, 1000.0)
    opened.settings.set(MODEL, folder.name)
    qtbot.waitUntil(lambda: bool(opened.segmenter.modes()))
    assert [fact.seconds for fact in opened.segmenter.modes()] == [None, None]
    assert all(fact.claimed for fact in opened.segmenter.modes())
    for mode in Mode:
        opened.segmenter.start(0, mode)
        qtbot.waitUntil(lambda: not opened.session.segmenting)
        found = opened.session.segmentation
        assert found.mode == mode.value
        package = opened.segmenter.package(found.provenance)
        assert package is not None
        assert package.folder == folder
        # A second for all windows together: as many are expected as the run had.
        opened.settings.store.setValue(remembered_as(RATE, package), 1 / found.megavoxels)
        opened.settings.store.setValue(remembered_as(REST, package), 1e-9)
        seconds = {fact.mode: fact.seconds for fact in opened.segmenter.modes()}
        assert seconds[mode] == pytest.approx(1.0)
    assert opened.settings.store.value(RATE) == 1000.0


def test_the_settings_lead_to_the_models(qtbot, window):
    window.actions_["settings"].trigger()
    qtbot.mouseClick(window.dialogs.open_dialog("settings").models, Qt.MouseButton.LeftButton)
    assert window.dialogs.open_dialog("models").isVisible()


def test_by_keyboard_alone(qtbot, opened, models, converted):
    keep(converted, models)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(opened, Qt.Key.Key_M, control | shift)
    shown = opened.dialogs.open_dialog("models")
    qtbot.waitUntil(lambda: names(shown) == [SHIPPED, "brats"])
    assert shown.focusWidget() is shown.table
    qtbot.keyClick(shown.table, Qt.Key.Key_Down)
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert opened.settings.get(MODEL) == "brats"
    assert shown.isVisible()
    reached = set()
    for _ in range(12):
        qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Tab)
        reached.add(shown.focusWidget())
    assert {shown.remove, shown.add_folder, shown.add_file, shown.table} <= reached
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.SPANISH])
def test_no_text_is_cut_off(qtbot, window, settings, dialog, models, converted, language):
    keep(converted, models)
    settings.set(LANGUAGE, language)
    shown = dialog()
    for button in shown.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
