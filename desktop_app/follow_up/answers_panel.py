"""What RANO 2.0 asks of a person: of the whole course, and of one time point."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFormLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.follow_up.clinical import ClinicalState, Course, Disease, Measure
from desktop_app.follow_up.texts import entry_title
from desktop_app.language.follow_up_rows import date_format, qt_date
from desktop_app.language.follow_up_texts import (
    course_name,
    disease_name,
    measure_name,
    state_name,
)
from desktop_app.language.translation import spoken_locale
from desktop_app.look.plain import PlainLabel
from desktop_app.state.follow_up import Entry, FollowUpState

_UNKNOWN_DAY = QDate(1900, 1, 1)
_NOT_TOLD_MG = -0.5
"""Below nothing, which is an answer too."""
_MOST_MG = 99.0

_YES_NO = ("new_lesion", "outside_field", "tissue")


class AnswersPanel(QWidget):
    """A form that writes into the session; what is left open is “not told”, never guessed."""

    def __init__(self, state: FollowUpState) -> None:
        super().__init__()
        self._state = state
        self._entry: Entry | None = None
        self.disease, self.measure, self.course = QComboBox(), QComboBox(), QComboBox()
        self.radiotherapy, self.steroids = QDateEdit(), QDoubleSpinBox()
        self.state = QComboBox()
        self.yes_no = {name: QComboBox() for name in _YES_NO}
        self._fields: dict[str, QWidget] = {
            "disease": self.disease,
            "measure": self.measure,
            "course": self.course,
            "radiotherapy": self.radiotherapy,
            "steroids": self.steroids,
            "state": self.state,
            **self.yes_no,
        }
        self._names = {name: PlainLabel() for name in self._fields}
        self._heads = [PlainLabel(), PlainLabel()]
        self._prepare()
        self._lay_out()
        self._wire()
        state.changed.connect(self.refresh)
        self.retranslate()

    def _prepare(self) -> None:
        for box, values in (
            (self.disease, Disease),
            (self.measure, Measure),
            (self.course, (None, *Course)),
            (self.state, (None, *ClinicalState)),
            *((box, (None, True, False)) for box in self.yes_no.values()),
        ):
            for value in values:  # type: ignore[attr-defined]
                box.addItem("", value)
        self.radiotherapy.setCalendarPopup(True)
        self.radiotherapy.setMinimumDate(_UNKNOWN_DAY)
        self.radiotherapy.setKeyboardTracking(False)
        self.steroids.setRange(_NOT_TOLD_MG, _MOST_MG)
        self.steroids.setSingleStep(0.5)
        self.steroids.setDecimals(1)
        self.steroids.setKeyboardTracking(False)
        for name, field in self._fields.items():
            # The wheel scrolls the page, and changes no answer on the way.
            field.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if isinstance(field, QDateEdit | QDoubleSpinBox):
                field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            label = self._names[name]
            label.setProperty("role", "quiet")
            label.setWordWrap(True)
            label.setBuddy(field)
        self._heads[1].setProperty("role", "heading")
        self._heads[1].setWordWrap(True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for head, names in zip(
            self._heads,
            (("disease", "measure", "course", "radiotherapy"), ("steroids", "state", *_YES_NO)),
            strict=True,
        ):
            form = QFormLayout()
            form.setVerticalSpacing(6)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            for name in names:
                form.addRow(self._names[name], self._fields[name])
            column.addWidget(head)
            column.addLayout(form)
        self._heads[0].hide()

    def _wire(self) -> None:
        state = self._state
        self.disease.activated.connect(
            lambda i: state.set_treatment(disease=Disease(self.disease.itemData(i)))
        )
        self.measure.activated.connect(
            lambda i: state.set_treatment(measure=Measure(self.measure.itemData(i)))
        )
        self.course.activated.connect(
            lambda i: state.set_treatment(course=_of(Course, self.course.itemData(i)))
        )
        self.radiotherapy.dateChanged.connect(
            lambda day: state.set_treatment(
                radiotherapy_end=None if day == _UNKNOWN_DAY else day.toPython()
            )
        )
        self.steroids.valueChanged.connect(
            lambda mg: self._say(steroids_mg=None if mg < 0 else float(mg))
        )
        self.state.activated.connect(
            lambda i: self._say(state=_of(ClinicalState, self.state.itemData(i)))
        )
        for name, box in self.yes_no.items():
            box.activated.connect(lambda i, n=name, b=box: self._say(**{n: b.itemData(i)}))

    def _say(self, **answers: object) -> None:
        if self._entry is not None:
            clinical = replace(self._entry.clinical, **answers)  # type: ignore[arg-type]
            if clinical != self._entry.clinical:
                self._entry = self._state.put(self._entry, clinical=clinical)

    def show_entry(self, entry: Entry | None) -> None:
        """Ask about another time point."""
        self._entry = entry
        self.refresh()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        for box, name_of in (
            (self.disease, disease_name),
            (self.measure, measure_name),
            (self.course, course_name),
            (self.state, state_name),
            *((box, self._yes_no) for box in self.yes_no.values()),
        ):
            for index in range(box.count()):
                box.setItemText(index, name_of(box.itemData(index)))  # type: ignore[operator]
        names = {
            "disease": self.tr("Disease"),
            "measure": self.tr("Measure"),
            "course": self.tr("Tumour"),
            "radiotherapy": self.tr("Radiotherapy until"),
            "steroids": self.tr("Dexamethasone"),
            "state": self.tr("Patient"),
            "new_lesion": self.tr("New measurable lesion"),
            "outside_field": self.tr("Outside the radiotherapy field"),
            "tissue": self.tr("Growing tumour in pathology"),
        }
        tips = {
            "disease": self.tr("The part of the tumour that is judged; chosen once."),
            "measure": self.tr("RANO 2.0 allows either; chosen once."),
            "course": self.tr("It tells which MRI the baseline is."),
            "radiotherapy": self.tr(
                "Its last day: progression within 12 weeks of it must be confirmed."
            ),
            "steroids": self.tr(
                "Milligrams a day, or as much of another steroid; 0 for none or for replacement "
                "alone."
            ),
            "state": self.tr("Against the baseline, and for no other cause than the tumour."),
            "new_lesion": self.tr("Your answer goes before what the program finds."),
            "outside_field": self.tr("Beyond the 80 % isodose."),
            "tissue": self.tr("A biopsy or operation showed it."),
        }
        for name, label in self._names.items():
            label.setText(names[name])
            self._fields[name].setToolTip(tips[name])
            self._fields[name].setAccessibleName(names[name])
        self.steroids.setSuffix(self.tr(" mg a day"))
        self.steroids.setSpecialValueText(self.tr("not told"))
        self.radiotherapy.setSpecialValueText(self.tr("not told"))
        for field in (self.steroids, self.radiotherapy):
            field.setLocale(spoken_locale())
        self.radiotherapy.setDisplayFormat(date_format())
        self.refresh()

    def _yes_no(self, value: bool | None) -> str:
        if value is None:
            return self.tr("not told")
        return self.tr("yes") if value else self.tr("no")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        treatment = self._state.treatment
        entries = self._state.entries
        if self._entry is not None and self._entry not in entries:
            name = self._entry.name
            self._entry = next((e for e in entries if e.name == name), None)
        for field in self._fields.values():
            field.blockSignals(True)
        self.disease.setCurrentIndex(self.disease.findData(treatment.disease))
        self.measure.setCurrentIndex(self.measure.findData(treatment.measure))
        _choose(self.course, treatment.course)
        end = treatment.radiotherapy_end
        self.radiotherapy.setDate(_UNKNOWN_DAY if end is None else qt_date(end))
        self._show_clinical()
        for field in self._fields.values():
            field.blockSignals(False)

    def _show_clinical(self) -> None:
        entry = self._entry
        self._heads[1].setText("" if entry is None else entry_title(entry))
        for name in ("steroids", "state", *_YES_NO):
            self._fields[name].setEnabled(entry is not None)
        if entry is None:
            return
        said = entry.clinical
        self.steroids.setValue(_NOT_TOLD_MG if said.steroids_mg is None else said.steroids_mg)
        _choose(self.state, said.state)
        for name, box in self.yes_no.items():
            _choose(box, getattr(said, name))


def _of(kind: type, value: object) -> object:
    """An answer of a kind, which Qt may hand back as plain text; None stays."""
    return None if value is None else kind(value)


def _choose(box: QComboBox, value: object) -> None:
    """Choose the item of a value; ``findData`` takes False for 0 and None for nothing."""
    for index in range(box.count()):
        data = box.itemData(index)
        if data is value or (value is not None and data is not None and data == value):
            box.setCurrentIndex(index)
            return
