"""About the program: version, disclaimer, model card, sources, licences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QWidget

from core import __version__
from core.model_package import ModelPackage
from desktop_app.dialogs.base import TextDialog
from desktop_app.translation import number, text_path


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
        self.view.show_markdown(text.replace("{model}", model_card(self._package)))


translate = QCoreApplication.translate


def model_card(package: ModelPackage | None) -> str:
    """What is known of a model, as Markdown in the current language."""
    if package is None:
        return translate("AboutDialog", "No model package was found.")
    rows = {
        translate("AboutDialog", "Name"): package.name,
        translate("AboutDialog", "Input"): ", ".join(
            m.value for m in package.preprocessing.channels
        ),
        translate("AboutDialog", "Spacing"): f"{package.preprocessing.spacing_mm:g} mm",
        **_flat(translate("AboutDialog", "Architecture"), package.architecture),
        **_flat(translate("AboutDialog", "Origin"), package.provenance),
        **_flat(translate("AboutDialog", "Held-out scores"), package.scores),
    }
    head = (translate("AboutDialog", "Property"), translate("AboutDialog", "Value"))
    lines = [f"| {head[0]} | {head[1]} |", "| --- | --- |"]
    lines += [f"| {_cell(name)} | {_cell(value)} |" for name, value in rows.items()]
    return "\n".join(lines)


def _flat(name: str, value: Any) -> dict[str, str]:
    """Nested values of a card as one row each; the keys are the card's own English."""
    if isinstance(value, Mapping):
        rows: dict[str, str] = {}
        for key, inner in value.items():
            rows.update(_flat(f"{name} · {key}".replace("_", " "), inner))
        return rows
    if isinstance(value, list | tuple) and all(not isinstance(v, list | Mapping) for v in value):
        return {name: ", ".join(_number(v) for v in value)}
    return {name: _number(value)}


def _number(value: Any) -> str:
    return number(value, 3) if isinstance(value, float) else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
