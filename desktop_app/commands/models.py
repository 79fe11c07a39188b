"""Which model segments, and another one's answer beside the result that stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QMenu

from core.foreign_models.library import Listed, is_of
from core.segmenting.passes import Mode
from desktop_app.actions.set import ActionSet
from desktop_app.commands.surroundings import Surroundings
from desktop_app.language import model_texts
from desktop_app.language.provenance_text import result_name
from desktop_app.panels.segment_panel import ModelTold, SegmentPanel
from desktop_app.state.results import Result
from desktop_app.state.settings import THREADS
from desktop_app.work.model_list import ModelList
from desktop_app.work.segmenting import Segmenter


class ModelCommands(QObject):
    """Tells the segmenter and its panel of the chosen model; compares two in two clicks."""

    def __init__(
        self,
        around: Surroundings,
        models: ModelList,
        segmenter: Segmenter,
        panel: SegmentPanel,
        actions: ActionSet,
    ) -> None:
        """Remember what to work with.

        Args:
            around: what commands work with.
            models: the models that are there.
            segmenter: runs them.
            panel: says which one segments.
            actions: of the window; it lets keys of an open menu be the menu's.
        """
        super().__init__(around.parent)
        self._around, self.models = around, models
        self._segmenter, self._panel, self._actions = segmenter, panel, actions
        self._standing: Result | None = None
        self._asked = False
        models.changed.connect(self._show)
        models.chosen_changed.connect(self._follow_choice)
        segmenter.modes_changed.connect(self._show)
        segmenter.finished.connect(self._finished)
        for signal in (segmenter.failed, segmenter.cancelled):
            signal.connect(self._forget)
        around.session.study_changed.connect(self._study_changed)
        around.parent.installEventFilter(self)
        self._follow_choice()

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {"segment_with": self.offer}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the language, which only widgets are told."""
        if event.type() is QEvent.Type.LanguageChange:
            self._show()
        return super().eventFilter(watched, event)

    # -- the chosen one ------------------------------------------------------------------

    def _follow_choice(self) -> None:
        threads = self._around.settings.get(THREADS)
        self._segmenter.choose(self.models.chosen_folder, threads)
        if self.models.known and self.models.chosen is None:
            self.models.refresh()  # brought by the command line since the list was begun, or gone
        self._show()

    def _study_changed(self) -> None:
        if self._around.session.study is not None and not self._asked:
            self._asked = True
            self.models.refresh()
        self._show()

    def _show(self) -> None:
        models, chosen = self.models, self.models.chosen
        name = models.chosen_name
        if chosen is not None and chosen.package is not None:
            name = chosen.package.name
        others = any(not models.is_chosen(m) for m in models.listed if m.package is not None)
        self._panel.show_model(ModelTold(name, self._problem(chosen), others))

    def _problem(self, chosen: Listed | None) -> str:
        if self.models.listed and (chosen is None or chosen.package is None):
            text = self.tr("The chosen model, “{0}”, cannot be used. Choose another one.")
            return text.format(self.models.chosen_name or self.tr("Gliovista's own"))
        needed, study = self._segmenter.channels, self._around.session.study
        return model_texts.lacking(needed, study) or model_texts.blind(needed)

    # -- another one's answer ------------------------------------------------------------

    def offer(self) -> QMenu:
        """Open a menu of the models that did not make the result that stands."""
        menu = QMenu(self._around.parent)
        menu.installEventFilter(self._actions)
        menu.setToolTipsVisible(True)
        for model in self._others():
            self._offer(menu, model)
        if menu.isEmpty():
            none = menu.addAction(self.tr("There is no other model yet"))
            none.setEnabled(False)
        menu.addSeparator()
        menu.addAction(self._actions["models"])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._place())
        menu.setActiveAction(next(entry for entry in menu.actions() if entry.isEnabled()))
        return menu

    def _place(self) -> QPoint:
        button = self._panel.other
        if button.isVisible():
            return button.mapToGlobal(QPoint(0, button.height()))
        window = self._around.parent
        return window.mapToGlobal(window.rect().center())

    def _others(self) -> list[Listed]:
        standing = self._around.session.results.shown
        if standing is None or not standing.provenance.model:
            return [m for m in self.models.listed if m.package and not self.models.is_chosen(m)]
        made = standing.provenance
        return [m for m in self.models.listed if m.package and not is_of(m.package, made)]

    def _offer(self, menu: QMenu, model: Listed) -> None:
        entry = menu.addAction(model_texts.model_name(model).replace("&", "&&"))
        problem = model_texts.lacking(model_texts.needed(model), self._around.session.study)
        entry.setEnabled(not problem)
        entry.setToolTip(problem or self.tr("Segment with it, and compare with what stands."))
        if problem:
            entry.setText(f"{entry.text()} – {problem}")
        entry.triggered.connect(lambda: self.segment_with(model))

    def segment_with(self, model: Listed) -> None:
        """Segment once with a model; the result that stands is set beside what it finds."""
        session = self._around.session
        if session.study is None or session.busy:
            return
        session.settle()
        standing = session.results.shown
        # Like with like: as fast, or as accurate, as what stands.
        mode = Mode.FAST
        if standing is not None and standing.provenance.mode == Mode.ACCURATE.value:
            mode = Mode.ACCURATE
        self._around.messages.hide()
        self._segmenter.start(self._around.settings.get(THREADS), mode, model.folder)
        self._standing = standing

    def _finished(self) -> None:
        standing, session = self._standing, self._around.session
        self._forget()
        shown = session.results.shown
        if standing is None or standing is shown or standing not in session.results.all:
            return
        session.set_comparison(standing.labels, result_name(standing.provenance, with_model=True))

    def _forget(self) -> None:
        self._standing = None
