"""The dialogs that stay open beside the window; each is made when it is first needed.

Their modules load then too, so that the window starts fast.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from core.segmenting.model_package import ModelPackage, read_package, shipped_packages
from desktop_app.actions.all import ACTIONS
from desktop_app.commands.surroundings import Surroundings
from desktop_app.work.model_list import ModelList


class DialogCommands(QObject):
    """What the actions that open a dialog do."""

    def __init__(self, around: Surroundings, models: ModelList) -> None:
        super().__init__(around.parent)
        self._around, self._window, self._models = around, around.parent, models
        self._open: dict[str, QDialog] = {}

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {
            "settings": self.settings,
            "models": self.models,
            "legend": self.legend,
            "manual": self.manual,
            "shortcuts": self.shortcuts,
            "planning": self.planning,
            "surfaces": self.surfaces,
            "self_test": self.self_test,
            "about": self.about,
        }

    def open_dialog(self, name: str) -> QDialog | None:
        """The dialog of an action, once it was shown."""
        return self._open.get(name)

    def shut_down(self) -> None:
        """End the threads of dialogs that have their own."""
        for dialog in self._open.values():
            end = getattr(dialog, "shut_down", None)
            if end is not None:
                end()

    def _show(self, name: str, make: Callable[[], QDialog]) -> QDialog:
        """Show a dialog, or bring it to the front where it is open already."""
        dialog = self._open.get(name)
        if dialog is None:
            dialog = self._open[name] = make()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def settings(self) -> None:
        """Settings."""
        from desktop_app.dialogs.settings_dialog import SettingsDialog

        def make() -> SettingsDialog:
            dialog = SettingsDialog(self._around.settings, self._window)
            dialog.models_requested.connect(self.models)
            return dialog

        self._show("settings", make)

    def models(self) -> None:
        """The models that are there."""
        from desktop_app.dialogs.models_dialog import ModelsDialog

        self._show("models", lambda: ModelsDialog(self._models, self._window))

    def legend(self) -> None:
        """What labels and regions are."""
        from desktop_app.dialogs.legend import LegendDialog

        self._show("legend", lambda: LegendDialog(self._window))

    def manual(self) -> None:
        """The user manual."""
        from desktop_app.dialogs.manual import ManualDialog

        self._show("manual", lambda: ManualDialog(ACTIONS, self._window))

    def shortcuts(self) -> None:
        """The manual's table of keys."""
        from desktop_app.dialogs.manual import ManualDialog

        dialog = self._show("manual", lambda: ManualDialog(ACTIONS, self._window))
        if isinstance(dialog, ManualDialog):
            dialog.show_shortcuts()

    def planning(self) -> None:
        """Surgical planning."""
        from desktop_app.dialogs.planning import PlanningDialog

        self._show("planning", lambda: PlanningDialog(self._around.session, self._window))

    def surfaces(self) -> None:
        """Surfaces of brain and tumour."""
        from desktop_app.dialogs.surfaces import SurfacesDialog

        session = self._around.session
        self._show("surfaces", lambda: SurfacesDialog(session, session.show_point, self._window))

    def self_test(self) -> None:
        """Whether this installation works."""
        from desktop_app.dialogs.self_test_dialog import SelfTestDialog

        self._show("self_test", lambda: SelfTestDialog(self._around.jobs, self._window))

    def about(self) -> None:
        """Version, model card and disclaimer; the card is read in the background."""
        job = self._around.jobs.new("model card")
        job.finished.connect(self._show_about)
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: read_package(p[-1]) if (p := shipped_packages()) else None)

    def _show_about(self, package: ModelPackage | None) -> None:
        from desktop_app.dialogs.about import AboutDialog

        self._show("about", lambda: AboutDialog(package, self._window))
