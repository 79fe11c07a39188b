"""What helps to judge a result: its thresholds moved by hand, its doubt shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

from core.segmenting.model_package import ModelPackage
from core.studies.provenance import Provenance
from desktop_app.commands.surroundings import Surroundings
from desktop_app.panels.doubt_panel import DoubtPanel
from desktop_app.panels.section import Section
from desktop_app.panels.side_panel import SidePanel
from desktop_app.panels.thresholds_panel import ThresholdsPanel
from desktop_app.work.doubting import Doubting
from desktop_app.work.thresholding import Thresholding


class JudgingCommands(QObject):
    """Puts what it does onto the page of the result, below the labels."""

    def __init__(
        self,
        around: Surroundings,
        package: Callable[[Provenance], ModelPackage | None],
        panel: SidePanel,
    ) -> None:
        """Remember what to work with.

        Args:
            around: what commands work with.
            package: gives that of the model which made a result; called in a worker.
            panel: where its own panels go.
        """
        super().__init__(around.parent)
        session, store = around.session, around.settings.store
        self._session = session
        self.thresholding = Thresholding(session, around.jobs, package)
        self.doubting = Doubting(session, around.jobs)
        self.thresholds = ThresholdsPanel(session, self.thresholding)
        self.doubt = DoubtPanel(session, self.doubting)
        self._thresholds = Section("thresholds", self.thresholds, store, unfolded=False)
        self._doubt = Section("doubt", self.doubt, store, unfolded=False)
        panel.result.add_below(self._thresholds, panel.sections["labels"])
        panel.result.add_below(self._doubt, self._thresholds)
        for work in (self.thresholding, self.doubting):
            work.failed.connect(around.show_error)
        around.parent.installEventFilter(self)
        self._retranslate()

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        session = self._session
        return {
            "doubt": lambda: session.set_display(doubt=not session.display.doubt, overlay=True),
            "doubt_borders": lambda: session.set_display(
                doubt_borders=not session.display.doubt_borders
            ),
            "next_doubtful": self.doubting.go_to_next,
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the language, which only widgets are told."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        return super().eventFilter(watched, event)

    def _retranslate(self) -> None:
        self._thresholds.set_title(self.tr("Thresholds"))
        self._doubt.set_title(self.tr("Doubt"))
