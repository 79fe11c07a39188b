"""Nothing untranslated, nothing stale, and both languages say the same."""

from __future__ import annotations

import ast
import re
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QDialogButtonBox

from core.labels import Label, Region
from desktop_app.actions.all import ACTIONS, MENU_BAR, SUBMENUS
from desktop_app.dialogs.legend import LegendDialog
from desktop_app.language.translation import (
    I18N_FOLDER,
    Translation,
    current_language,
    resolve,
    spoken_locale,
    text_path,
)
from desktop_app.planning.text import read_planning
from desktop_app.state.settings import SETTINGS, Language

ROOT = Path(__file__).resolve().parents[3]
TOOLS = Path(PySide6.__file__).parent
TS, QM = I18N_FOLDER / "gliovista_es.ts", I18N_FOLDER / "gliovista_es.qm"
TEXTS = ("legend", "manual", "planning", "about", "disclaimer")


@pytest.fixture
def translation(qapp):
    made = Translation()
    yield made
    made.use(Language.ENGLISH)


def messages(path):
    """(context, source) to the translation element."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            found[context.findtext("name"), message.findtext("source")] = message.find(
                "translation"
            )
    return found


def text(language, name):
    return text_path(name, language).read_text(encoding="utf-8")


# -- the .ts and .qm files ----------------------------------------------------------------


def test_the_ts_file_holds_exactly_the_strings_of_the_source(tmp_path):
    fresh = tmp_path / "fresh.ts"
    command = [TOOLS / "lupdate", "-extensions", "py", "desktop_app", "-ts", fresh, "-silent"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    needed, had = set(messages(fresh)), set(messages(TS))
    assert needed - had == set(), "new strings: run `make translations` and translate them"
    assert had - needed == set(), "strings that are gone: run `make translations`"


def test_no_string_hides_from_lupdate():
    """lupdate reads no f-strings and no variables, and says nothing of it."""
    hidden = []
    for path in (ROOT / "desktop_app").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            id(n) for f in ast.walk(tree) if isinstance(f, ast.JoinedStr) for n in ast.walk(f)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name == "tr" and not isinstance(node.args[0], ast.Constant):
                hidden.append(f"{path.name}:{node.lineno}")
            if name in ("tr", "translate", "QT_TRANSLATE_NOOP") and id(node) in inside:
                hidden.append(f"{path.name}:{node.lineno}")
    assert hidden == []


def test_every_string_is_translated():
    unfinished = [
        key
        for key, element in messages(TS).items()
        if element.get("type") is not None or not (element.text or "").strip()
    ]
    assert unfinished == []


def test_the_qm_file_is_made_from_the_ts_file(tmp_path):
    fresh = tmp_path / "fresh.qm"
    subprocess.run(
        [TOOLS / "lrelease", "-silent", TS, "-qm", fresh], check=True, capture_output=True
    )
    assert fresh.read_bytes() == QM.read_bytes(), "run `make translations`"


def test_spanish_says_what_a_radiologist_would():
    said = {element.text for element in messages(TS).values()}
    assert {"Al otro lado, ml", "Medidas de este estudio", "Focos"} <= said
    everything = "\n".join([*filter(None, said), *(text(Language.SPANISH, name) for name in TEXTS)])
    assert "espiar" not in everything


def test_translations_keep_places_mnemonics_and_dots():
    for (context, source), element in messages(TS).items():
        spanish = element.text
        where = f"{context}: {source!r} → {spanish!r}"
        assert Counter(re.findall(r"\{\d*\}", source)) == Counter(
            re.findall(r"\{\d*\}", spanish)
        ), where
        assert bool(re.search("&\\w", source)) == bool(re.search("&\\w", spanish)), where
        assert source.endswith("…") == spanish.endswith("…"), where
        # File kinds end in patterns, which are no language.
        assert re.findall(r"\*\.[\w.]+", source) == re.findall(r"\*\.[\w.]+", spanish), where


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.SPANISH])
def test_mnemonics_differ_within_a_menu(translation, language):
    translation.use(language)
    texts = [(spec.menu, spec.translated_text()) for spec in ACTIONS]
    texts += [(parent, menu.translated()) for menu, parent in SUBMENUS.items()]
    texts += [("menu bar", menu.translated()) for menu in MENU_BAR]
    by_menu = {}
    for menu, label in texts:
        for letter in re.findall("&(\\w)", label):
            by_menu.setdefault(menu, {}).setdefault(letter.lower(), []).append(label)
    clashes = [labels for menu in by_menu.values() for labels in menu.values() if labels[1:]]
    assert clashes == []


# -- languages ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ("es_PE", Language.SPANISH),
        ("es_ES", Language.SPANISH),
        ("en_GB", Language.ENGLISH),
        ("de_DE", Language.ENGLISH),
        ("C", Language.ENGLISH),
    ],
)
def test_the_system_language_decides_when_none_was_chosen(system, expected):
    assert resolve(Language.SYSTEM, QLocale(system)) is expected


def test_a_chosen_language_wins_over_the_system():
    assert resolve(Language.ENGLISH, QLocale("es_PE")) is Language.ENGLISH


def test_the_language_changes_without_a_restart_and_back(translation, qtbot):
    translation.use(Language.ENGLISH)
    dialog = LegendDialog()
    qtbot.addWidget(dialog)
    close = dialog.findChild(QDialogButtonBox).buttons()[0]
    assert dialog.windowTitle() == "Legend"
    assert translation.use(Language.SPANISH) is Language.SPANISH
    qtbot.waitUntil(lambda: dialog.windowTitle() == "Leyenda")
    assert "Edema" in dialog.view.toPlainText()
    assert close.text().replace("&", "") == "Cerrar"  # Qt's own text follows too
    assert current_language() is Language.SPANISH
    translation.use(Language.ENGLISH)
    qtbot.waitUntil(lambda: dialog.windowTitle() == "Legend")
    assert "Oedema" in dialog.view.toPlainText() or "oedema" in dialog.view.toPlainText()


def test_settings_are_spoken_in_spanish(translation):
    translation.use(Language.SPANISH)
    assert SETTINGS[0].translated_label() == "Idioma"
    assert QCoreApplication.translate("Menus", "&File") == "&Archivo"


# -- long texts ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEXTS)
def test_long_texts_have_the_same_shape_in_both_languages(name):
    shapes = []
    for language in (Language.ENGLISH, Language.SPANISH):
        lines = text(language, name).splitlines()
        shapes.append(
            {
                "headings": [re.match("#+", x)[0] for x in lines if x.startswith("#")],
                "bullets": sum(x.startswith("- ") for x in lines),
                "table rows": sum(x.startswith("|") for x in lines),
                "places": Counter(re.findall(r"\{[\w:]+\}", text(language, name))),
                "images": re.findall(r"!\[\]\(([\w:]+)\)", text(language, name)),
            }
        )
    assert shapes[0] == shapes[1]


def test_the_manual_names_only_actions_that_exist():
    named = set(re.findall(r"\{key:(\w+)\}", text(Language.ENGLISH, "manual")))
    assert named <= {spec.id for spec in ACTIONS}


def test_the_legend_shows_every_label_and_region():
    shown = set(re.findall(r"swatch:(\w+)", text(Language.SPANISH, "legend")))
    wanted = {label.name for label in Label if label} | {region.value for region in Region}
    assert shown == wanted


def test_planning_steps_and_sources_agree():
    english = read_planning(text(Language.ENGLISH, "planning"))
    spanish = read_planning(text(Language.SPANISH, "planning"))
    steps = [step for section in english.sections for step in section.steps]
    ids = [step.id for step in steps]
    assert ids == [step.id for section in spanish.sections for step in section.steps]
    assert len(set(ids)) == len(ids)
    assert all(step.sources for step in steps)
    cited = {source.citation for step in steps for source in step.sources}
    assert cited == {source.citation for source in english.sources}


@pytest.mark.parametrize(
    ("system", "language", "expected"),
    [
        ("es_PE", Language.SPANISH, "1234.5"),
        ("es_ES", Language.SPANISH, "1234,5"),
        ("en_US", Language.SPANISH, "1234,5"),
        ("de_DE", Language.ENGLISH, "1234.5"),
    ],
)
def test_numbers_are_written_as_the_spoken_language_writes_them(
    translation, system, language, expected
):
    translation.use(language)
    assert spoken_locale(QLocale(system)).toString(1234.5, "f", 1) == expected
