"""What helps to judge a result: its thresholds moved by hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

from core.segmenting.model_package import ModelPackage
from desktop_app.commands.surroundings import Surroundings
from desktop_app.panels.pages import Page
from desktop_app.panels.section import Section
from desktop_app.panels.thresholds_panel import ThresholdsPanel
from desktop_app.work.thresholding import Thresholding


class JudgingCommands(QObject):
    """Puts what it does onto the page of the result."""

    def __init__(
        self, around: Surroundings, package: Callable[[], ModelPackage | None], page: Page
    ) -> None:
        """Remember what to work with.

        Args:
            around: what commands work with.
            package: gives the model's package; called in a worker.
            page: where the panels stand.
        """
        super().__init__(around.parent)
        self.thresholding = Thresholding(around.session, around.jobs, package)
        self.thresholding.failed.connect(around.show_error)
        self.thresholds = ThresholdsPanel(around.session, self.thresholding)
        self._section = Section("thresholds", self.thresholds, around.settings.store)
        page.add(self._section)
        around.parent.installEventFilter(self)
        self._retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the language, which only widgets are told."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        return super().eventFilter(watched, event)

    def _retranslate(self) -> None:
        self._section.set_title(self.tr("Thresholds"))
