"""About the program: version, disclaimer, model card, sources, licences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QWidget

from core import __version__
from core.segmenting.inference import held_out_dice
from core.segmenting.model_package import CARD, ModelPackage
from core.segmenting.passes import Mode
from core.shipped import BILL, Part, parts
from desktop_app.dialogs.base import TextDialog
from desktop_app.language.translation import number, spoken_locale, text_path
from desktop_app.look.markdown_view import as_markdown
from resources import ROOT


class AboutDialog(TextDialog):
    """Version, disclaimer and model card.

    Args:
        package: the model in use; None while none is known.
        parent: Qt parent.
    """

    def __init__(self, package: ModelPackage | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(720, 680))
        self._package = package
        self.retranslate()

    def retranslate(self) -> None:
        """Set title and text in the current language."""
        self.setWindowTitle(self.tr("About Gliovista"))
        self.view.setAccessibleName(self.tr("About Gliovista"))
        text = text_path("about").read_text(encoding="utf-8")
        disclaimer = text_path("disclaimer").read_text(encoding="utf-8")
        text = text.replace("{version}", __version__).replace("{disclaimer}", disclaimer)
        text = text.replace("{parts}", parts_table())
        self.view.show_markdown(text.replace("{model}", model_card(self._package)))


translate = QCoreApplication.translate


def model_card(package: ModelPackage | None) -> str:
    """What is told of a model, as Markdown in the current language.

    The rest, such as the recipe, is for who trains models and stands in the file that is named.
    """
    if package is None:
        return translate("AboutDialog", "No model package was found.")
    spacing = spoken_locale().toString(package.preprocessing.spacing_mm, "g", 3)
    rows = {
        translate("AboutDialog", "Name"): package.name,
        translate("AboutDialog", "Input"): ", ".join(
            m.value for m in package.preprocessing.channels
        ),
        translate("AboutDialog", "Spacing"): f"{spacing} mm",
        translate("AboutDialog", "Patients it learnt from"): _count(package),
        translate("AboutDialog", "Licences of their images"): package.provenance.get("licences"),
        translate("AboutDialog", "Mean Dice on held-out patients, Fast"): _dice(package, Mode.FAST),
        translate("AboutDialog", "Mean Dice on held-out patients, Accurate"): _dice(
            package, Mode.ACCURATE
        ),
        translate("AboutDialog", "Averaged with, in Accurate"): package.companion
        and package.companion.source,
        translate("AboutDialog", "All else, in English"): str(package.folder / CARD),
    }
    head = (translate("AboutDialog", "Property"), translate("AboutDialog", "Value"))
    lines = [f"| {head[0]} | {head[1]} |", "| --- | --- |"]
    told = ((name, as_markdown(str(value))) for name, value in rows.items() if value)
    lines += [f"| {name} | {value} |" for name, value in told]
    return "\n".join(lines)


@cache
def _parts() -> tuple[Part, ...]:
    return parts(ROOT / BILL)


def parts_table() -> str:
    """Every part with its version and licence, as Markdown in the current language."""
    names = (
        translate("AboutDialog", "Name"),
        translate("AboutDialog", "Version"),
        translate("AboutDialog", "Licence"),
    )
    unnamed = translate("AboutDialog", "in its licence file")
    lines = ["| " + " | ".join(names) + " |", "| --- | --- | --- |"]
    for part in _parts():
        told = (part.name, part.version, part.licence or unnamed)
        lines.append("| " + " | ".join(map(as_markdown, told)) + " |")
    return "\n".join(lines)


def _count(package: ModelPackage) -> str:
    cases = package.provenance.get("cases", "")
    return str(len(cases) if isinstance(cases, Sequence) and cases else cases)


def _dice(package: ModelPackage, mode: Mode) -> str:
    return ", ".join(f"{r} {number(d, 2)}" for r, d in held_out_dice(package, mode).items())
