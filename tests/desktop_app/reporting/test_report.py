"""The report: what its first page says, in either language, as PDF and as HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QFileDialog

from core.labels import Label, Region
from core.measuring.measurements import measure
from core.studies.findings import Finding, Severity
from core.studies.study import Modality
from desktop_app.commands.reporting import _prepare
from desktop_app.dialogs.report_dialog import ReportDialog
from desktop_app.language.translation import current_language, speaking
from desktop_app.planning.record import Record
from desktop_app.reporting.contents import Choice, Contents, corrected_ml, key_slices
from desktop_app.reporting.key_pictures import PATTERNS, key_picture, pattern_picture
from desktop_app.reporting.page import Prepared, footer_of, report_html
from desktop_app.reporting.paper import page_pictures
from desktop_app.state.display import Plane
from desktop_app.state.settings import LANGUAGE, Language
from desktop_app.state.shown import show_labels
from tests.desktop_app.results import result

ENGLISH = Choice(Language.ENGLISH, Modality.T1GD)


def contents_of(window, segmentation, **changes):
    session = window.session
    made = Contents(
        study=session.study,
        labels=show_labels(segmentation),
        volumes={Modality.T1GD: session.volumes[Modality.T1GD]},
        spacing_mm=session.spacing_mm,
        radiological=True,
        measured=measure(segmentation, session.study),
        marks=(),
        relabelled_ml=0.0,
        findings=(),
        held_out={Region.WT: 0.87},
        record=Record(),
        version="9.9",
    )
    return replace(made, **changes)


@pytest.fixture
def contents(opened, toy_package):
    found = result(opened, toy_package)
    made = replace(found.provenance, mode="fast")
    return contents_of(opened, replace(found, provenance=made))


def prepared(contents):
    return _prepare(contents, lambda made: None, None, lambda *_: None)[1]


def text_of(body):
    document = QTextDocument()
    document.setHtml(body)
    return document.toPlainText()


def test_the_first_page_says_sizes_origin_accuracy_and_that_it_is_no_medical_device(contents):
    text = text_of(report_html(contents, prepared(contents), ENGLISH))
    volume = contents.measured.regions[Region.WT].extent.ml
    assert f"{volume:.1f}" in text or f"{volume:.2f}" in text
    assert "Whole tumour (WT)" in text
    assert contents.segmentation.model_name in text
    assert "Fast" in text
    assert "WT 0.87" in text
    assert "Not a medical device" in text
    assert "Nothing was found." in text


def test_it_says_what_was_corrected_and_what_the_check_found(opened, contents):
    found = contents.segmentation
    painted = found.label_map.copy()
    painted[found.label_map == Label.ET] = Label.NCR
    corrected = found.with_corrections(painted)
    changed = corrected_ml(corrected)
    assert changed[Region.WT] == 0
    assert changed[Region.ET] == pytest.approx(-contents.measured.regions[Region.ET].extent.ml)
    finding = Finding("fov", Severity.WARNED, "Odd <head>.", None, {})
    told = contents_of(opened, corrected, findings=(finding,), relabelled_ml=1.5)
    text = text_of(report_html(told, prepared(told), ENGLISH))
    assert re.search(r"Corrected by hand\s+1.50 ml were given another label", text)
    assert "ET −" in text
    assert "Warning: Odd <head>." in text


def test_further_pages_come_when_asked_for(contents):
    plain = Choice(Language.ENGLISH, Modality.T1GD, measurements=False, method=False)
    first = report_html(contents, prepared(contents), plain)
    assert "page-break" not in first
    assert len(page_pictures(first, "foot")) == 1
    everything = replace(ENGLISH, planning=True)
    noted = replace(contents, record=Record(notes="Awake craniotomy."))
    body = report_html(noted, prepared(noted), everything)
    assert body.count("page-break") == 3
    assert "Awake craniotomy." in text_of(body)
    assert "How this was made" in text_of(body)


def test_the_other_language_is_spoken_without_telling_the_window(opened, contents):
    title = opened.actions_["report"].text()
    with speaking(Language.SPANISH):
        assert current_language() is Language.SPANISH
        body = report_html(contents, prepared(contents), Choice(Language.SPANISH, Modality.T1GD))
    QCoreApplication.processEvents()
    assert "Tumor completo" in text_of(body)
    assert "Cómo se hizo" in text_of(body)
    assert current_language() is Language.ENGLISH
    assert opened.actions_["report"].text() == title
    assert QCoreApplication.translate("Measurements", "Whole tumour") == "Whole tumour"


def test_outlines_are_told_apart_without_colours():
    grey = {}
    for label in PATTERNS:
        image = pattern_picture(label)
        row = [image.pixelColor(x, image.height() // 2).lightness() for x in range(image.width())]
        grey[label] = tuple(value > 90 for value in row)
    assert len(set(grey.values())) == len(PATTERNS)


def test_the_picture_is_cut_to_the_head_and_shows_the_tumour(contents):
    slices = key_slices(contents)
    assert set(slices) == set(Plane)
    index = slices[Plane.AXIAL]
    picture = key_picture(contents, Modality.T1GD, Plane.AXIAL, index)
    bare = replace(contents, labels=show_labels(blank(contents)))
    without = key_picture(bare, Modality.T1GD, Plane.AXIAL, index)
    assert picture.size() == without.size()
    assert picture != without


def blank(contents):
    return replace(contents.segmentation, label_map=np.zeros_like(contents.segmentation.label_map))


def test_no_tumour_is_said(opened, contents):
    nothing = contents_of(opened, blank(contents))
    text = text_of(report_html(nothing, prepared(nothing), ENGLISH))
    assert "holds no tumour" in text


def test_without_t1gd_only_the_whole_tumour_is_reported(opened, contents):
    found = contents.segmentation
    alone = np.where(found.label_map > 0, Label.ED, 0).astype(np.uint8)
    lacking = replace(found, label_map=alone, untold=(Region.TC, Region.ET))
    told = contents_of(opened, lacking, held_out={})
    text = text_of(report_html(told, prepared(told), replace(ENGLISH, method=False)))
    assert "only the whole tumour can be told" in text
    assert "Enhancing" not in text


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_the_action_writes_a_file_that_needs_no_other(qtbot, judged, monkeypatch, tmp_path, ending):
    window, path = judged, tmp_path / f"out.{ending}"
    monkeypatch.setattr(ReportDialog, "exec", lambda _: True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    measuring = window.side_panel.measurements
    qtbot.waitUntil(lambda: measuring.measurements is not None)
    window.actions_["report"].trigger()
    qtbot.waitUntil(lambda: "Written" in window.messages.text)
    content = path.read_bytes()
    if ending == "pdf":
        assert content.startswith(b"%PDF")
        assert b"/ToUnicode" in content, "text can be selected"
    else:
        text = content.decode("utf-8")
        assert 'lang="en"' in text
        assert 'src="data:image/png;base64,' in text
        assert not re.search(r'src="(?!data:)', text)


def test_a_scan_is_never_replaced(qtbot, judged, monkeypatch):
    window = judged
    scan = window.session.study.volumes[Modality.T1].path
    before = scan.read_bytes()
    monkeypatch.setattr(ReportDialog, "exec", lambda _: True)
    link = scan.with_name("report.pdf")
    link.symlink_to(scan)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(link), ""))
    measuring = window.side_panel.measurements
    qtbot.waitUntil(lambda: measuring.measurements is not None)
    window.actions_["report"].trigger()
    assert "own scans" in window.messages.text
    assert scan.read_bytes() == before


def test_the_footer_names_the_study_and_the_program(contents):
    assert contents.study.name in footer_of(contents)
    assert "Gliovista 9.9" in footer_of(contents)


def test_prepared_holds_a_picture_of_each_plane_and_pattern(contents):
    made = prepared(contents)
    assert isinstance(made, Prepared)
    assert {m: set(row) for m, row in made.pictures.items()} == {Modality.T1GD: set(Plane)}
    assert set(made.patterns) == set(PATTERNS)


def test_the_page_of_measurements_shows_the_regions_in_three_dimensions(contents):
    made = _prepare(contents, lambda made: None, None, lambda *_: None, with_surfaces=True)[1]
    body = report_html(contents, made, ENGLISH)
    without = report_html(contents, prepared(contents), ENGLISH)
    assert "Surfaces, smoothed at 2 mm" in text_of(body)
    assert body.count("<img") == without.count("<img") + 1
    # The study's own first page stays one page.
    first = body.split("page-break-before")[0]
    assert "Surfaces" not in first


def test_no_row_of_the_dialog_covers_another(qtbot, opened):
    opened.settings.set(LANGUAGE, Language.SPANISH)  # its text takes more lines
    dialog = ReportDialog(list(Modality), opened)
    dialog.show()
    qtbot.waitExposed(dialog)
    QApplication.processEvents()
    rows = (dialog.language, dialog.modality, dialog.measurements, dialog.planning, dialog.method)
    for upper, lower in pairwise(rows):
        assert upper.geometry().bottom() < lower.geometry().top()
    dialog.close()


def test_markup_in_names_stays_text(contents):
    mark = "<img src=x>"
    found = contents.segmentation
    named = replace(found, provenance=replace(found.provenance, model=mark, file=mark))
    hostile = replace(
        contents,
        study=replace(contents.study, name=mark),
        labels=show_labels(named),
        findings=(Finding("x", Severity.WARNED, f"{mark}: it was read.", None, {}),),
        record=Record(notes=mark),
    )
    body = report_html(hostile, prepared(hostile), Choice(Language.ENGLISH, Modality.T1GD))
    assert mark not in body
    assert body.count("&lt;img src=x&gt;") >= 3
