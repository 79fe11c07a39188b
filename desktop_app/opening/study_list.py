"""The studies of a folder that holds several, under their patients; one is to be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from core.dicom.series import Identity, Series
from desktop_app.language.translation import spoken_locale
from desktop_app.look import theme
from desktop_app.opening.offers import Offered, clock

_WIDTH = 232


class StudyList(QListWidget):
    """Patients as headings, their studies below. Nothing is chosen beforehand."""

    study_chosen = Signal(int)
    """The index of a study."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self.setWordWrap(True)
        self._studies: Sequence[Offered] = ()
        self.itemSelectionChanged.connect(self._changed)

    def show_studies(self, studies: Sequence[Offered]) -> None:
        """Fill the list."""
        self._studies = studies
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the current language, and keep what is chosen."""
        kept = next(map(_index, self.selectedItems()), None)
        self.blockSignals(True)
        self.clear()
        patient = 0
        for index, study in enumerate(self._studies):
            if study.patient != patient and study.identity is not None:
                patient = study.patient
                head = QListWidgetItem(self._name(study.identity, patient))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setForeground(theme.current().text)
                font = head.font()
                font.setBold(True)
                head.setFont(font)
                self.addItem(head)
            item = QListWidgetItem(self._of(study))
            item.setData(Qt.ItemDataRole.UserRole, index)
            self.addItem(item)
            if index == kept:
                self.setCurrentItem(item)
        self.blockSignals(False)
        self.setAccessibleName(self.tr("Studies"))

    def choose(self, index: int) -> None:
        """Choose a study, as a click does."""
        for item in map(self.item, range(self.count())):
            if _index(item) == index:
                self.setCurrentItem(item)

    def heading(self, study: Offered) -> str:
        """Whose a study is, and of when."""
        if study.identity is None:
            return ""
        when = _when(study)
        return " · ".join(filter(None, [self._name(study.identity, study.patient), when]))

    def _name(self, identity: Identity, patient: int) -> str:
        name = " ".join(identity.patient_name.replace("^", " ").split())
        told = " · ".join(filter(None, [name, identity.patient_id]))
        return told or self.tr("Patient {0}, without a name").format(patient)

    def _of(self, study: Offered) -> str:
        when = _when(study)
        proposed = sum(offer.proposed for offer in study.offers)
        count = self.tr("series: {0}, recognised: {1}").format(len(study.offers), proposed)
        return "\n".join(f"    {line}" for line in (when, count) if line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The first arrow chooses the first study: getting the focus chooses none."""
        first = next(
            (i for i in map(self.item, range(self.count())) if _index(i) is not None), None
        )
        arrows = (Qt.Key.Key_Down, Qt.Key.Key_Up)
        if not self.selectedItems() and event.key() in arrows and first is not None:
            self.setCurrentItem(first)
            return
        super().keyPressEvent(event)

    def _changed(self) -> None:
        for item in self.selectedItems():
            self.study_chosen.emit(_index(item))


def _index(item: QListWidgetItem) -> int | None:
    value = item.data(Qt.ItemDataRole.UserRole)
    return None if value is None else int(value)


def _when(study: Offered) -> str:
    """Date of a study and time of its first series, as the current language writes them."""
    text = study.identity.study_date if study.identity is not None else ""
    date = QDate.fromString(text, "yyyyMMdd")
    told = spoken_locale().toString(date, "d MMM yyyy") if date.isValid() else text
    scans = [offer.scan for offer in study.offers if isinstance(offer.scan, Series)]
    first = min((t for s in scans if (t := s.facts.acquired_s) is not None), default=None)
    return f"{told} {clock(first)}".strip() if first is not None else told
