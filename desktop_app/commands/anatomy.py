"""Where in the brain: the page, the overlay, and the files of VASARI and of shares."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject

from core.files.writing import replacing
from core.vasari.table import as_csv
from desktop_app.anatomy.place_panel import PlacePanel
from desktop_app.anatomy.structure_switches import StructureSwitches
from desktop_app.anatomy.vasari_panel import VasariPanel
from desktop_app.commands.exporting import ExportCommands
from desktop_app.commands.surroundings import Surroundings
from desktop_app.exporting.pictures import write_table
from desktop_app.panels.pages import PageName
from desktop_app.panels.section import Section
from desktop_app.panels.side_panel import SidePanel
from desktop_app.work.answering import Answering
from desktop_app.work.placing import Placing


class AnatomyCommands(QObject):
    """Puts its panels onto the page of the place."""

    def __init__(self, around: Surroundings, exports: ExportCommands, panel: SidePanel) -> None:
        """Remember what to work with.

        Args:
            around: what commands work with.
            exports: asks where to, and writes.
            panel: where its own panels go.
        """
        super().__init__(around.parent)
        session, store = around.session, around.settings.store
        self._around, self._session, self._exports = around, session, exports
        self._panel = panel
        self.placing, self.answering = Placing.of(session), Answering.of(session)
        self.place, self.vasari = PlacePanel(session), VasariPanel(session)
        self.switches = StructureSwitches(session)
        self._places = Section("places", self.place, store)
        self._structures = Section("structures", self.switches, store)
        self._vasari = Section("vasari", self.vasari, store)
        for section in (self._places, self._structures, self._vasari):
            panel.place.add(section)
        self.switches.action_requested.connect(panel.action_requested)
        around.parent.installEventFilter(self)
        self._retranslate()

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        session = self._session
        return {
            "structures": lambda: session.set_display(structures=not session.display.structures),
            "structures_tint": lambda: session.set_display(
                structures_tinted=not session.display.structures_tinted, structures=True
            ),
            "vasari": self.show_vasari,
            "export_vasari": self.export_vasari,
            "export_places": self.export_places,
        }

    def show_vasari(self) -> None:
        """Open the page at the questionnaire and answer what can be answered."""
        self._panel.setVisible(True)
        self._panel.pages.show_page(PageName.PLACE)
        self._vasari.head.setChecked(True)
        self.answering.ask()
        self._panel.place.bring_into_sight(self._vasari)
        self.vasari.table.setFocus()

    def export_vasari(self) -> None:
        """Save the answers; asks for them first where nobody has."""
        answers = self.answering.answers
        if answers is None:
            self.answering.ask()
            self._around.messages.note(
                lambda: self.tr("The answers are not ready yet. Export them once they are.")
            )
            return
        title = self.tr("Export VASARI")
        self._write(title, "vasari", answers.to_dict(), lambda: as_csv(answers))

    def export_places(self) -> None:
        """Save shares and distances; asks for them first where nobody has."""
        found = self.placing.found
        if found is None:
            self.placing.ask()
            self._around.messages.note(
                lambda: self.tr("The distances are not ready yet. Export them once they are.")
            )
            return
        title = self.tr("Export shares and distances")
        self._write(title, "places", found.to_dict(), found.to_csv)

    def _write(self, title: str, name: str, values: Any, table: Callable[[], str]) -> None:
        """Ask where to, and write JSON or CSV, as the name's ending says."""
        filters = "JSON (*.json);;CSV (*.csv)"
        path, _ = self._exports.ask(title, f"{name}.json", filters, other_suffix=".csv")
        if path is not None:
            self._exports.write(lambda: _save(path, values, table), path)

    def shut_down(self) -> None:
        """Stop what is under way, and wait until its threads ended."""
        self.answering.shut_down()
        self.placing.shut_down()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the language, which only widgets are told."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        return super().eventFilter(watched, event)

    def _retranslate(self) -> None:
        self._places.set_title(self.tr("Place in the brain"))
        self._structures.set_title(self.tr("Structures over the scans"))
        self._vasari.set_title("VASARI")


def _save(path: Path, values: Any, table: Callable[[], str]) -> None:
    if path.suffix.lower() == ".csv":
        write_table(table(), path)
        return
    with replacing(path) as fresh:
        fresh.write_text(json.dumps(values, indent=2, ensure_ascii=False) + "\n", "utf-8")
