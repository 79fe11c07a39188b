"""The views of the open study, and beside or instead of them those of another time point."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.studies.study import Modality
from desktop_app.actions.all import action
from desktop_app.follow_up.texts import entry_title
from desktop_app.look.plain import PlainLabel
from desktop_app.state.follow_up import Beside, Entry
from desktop_app.state.session import Session
from desktop_app.views.view_area import ViewArea
from desktop_app.work.standing import Standing


class _Side(QWidget):
    """Views with a line above that says whose they are."""

    def __init__(self, area: ViewArea) -> None:
        super().__init__()
        self.area, self.title = area, PlainLabel()
        self.title.setObjectName("timePointTitle")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setContentsMargins(8, 4, 8, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(area, 1)


class BesideArea(QWidget):
    """Lays the two out as the session says; both look at one place."""

    enlarge_requested = Signal(object, object)

    def __init__(self, session: Session, area: ViewArea) -> None:
        """Show the open study's views alone, until :meth:`stand` is told of another's.

        Args:
            session: of the open study.
            area: its views.
        """
        super().__init__()
        self.session = session
        self.first = _Side(area)
        self.second: _Side | None = None
        self._standing: Standing | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._row.addWidget(self.first, 1)
        session.follow_up.shown_changed.connect(self.refresh)
        session.follow_up.changed.connect(self.refresh)
        session.study_changed.connect(self.refresh)
        self.refresh()

    def stand(self, standing: Standing) -> None:
        """Show what this puts beside, once there is something."""
        self._standing = standing
        standing.changed.connect(self.refresh)

    @property
    def other(self) -> Entry | None:
        """The time point that is seen beside or instead of the open study; None while none is."""
        state = self.session.follow_up
        if state.beside is Beside.NOTHING or self.session.own_view is not None:
            return None
        return state.other

    def refresh(self) -> None:
        """Follow the session."""
        state, other = self.session.follow_up, self.other
        if other is not None and self._standing is not None:
            side = self._second(self._standing)
            side.title.setText(self._title(other))
            side.area.set_notes(self._notes(other))
        own = state.of(self.session.study)
        self.first.title.setText("" if own is None else self._title(own))
        in_place = state.beside is Beside.PLACE
        seen = other is not None and (not in_place or state.flicked)
        focused = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.first.title.setVisible(other is not None)
        self.first.setVisible(other is None or not in_place or not state.flicked)
        if self.second is not None:
            self.second.setVisible(seen)
        if focused and in_place and self.second is not None:
            # The keys stay with what is seen.
            (self.second if seen else self.first).area.focus_active()

    def _second(self, standing: Standing) -> _Side:
        """Made at the first need, so that the window starts fast."""
        if self.second is None:
            area = ViewArea(standing.second)
            area.enlarge_requested.connect(self.enlarge_requested)
            # The keys of the views work in these too.
            area.addActions(self.first.area.actions())
            self.second = _Side(area)
            self._row.addWidget(self.second, 1)
        return self.second

    def _title(self, entry: Entry) -> str:
        if self.session.follow_up.beside is not Beside.PLACE:
            return entry_title(entry)
        key = action("flick").first_key()
        return self.tr("{0}   ({1}: the other one)").format(entry_title(entry), key)

    def _notes(self, entry: Entry) -> dict[Modality, str]:
        """What stands in a view whose sequence is not there."""
        study = entry.study
        waiting, absent = self.tr("reading…"), self.tr("not in this time point")
        return {
            m: waiting if study is not None and m in study.volumes else absent
            for m in Modality
            if self._standing is None or m not in self._standing.second.volumes
        }

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)
