"""How well each sequence lies on the reference: seen, accepted, or looked for again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QHBoxLayout,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from core.opening.again import align_again, by_headers
from core.preparing.preparing import Preparation, doubtful
from core.registration.rigid import Alignment, SaidBy
from core.studies.study import Modality
from desktop_app.dialogs.alignment_list import AlignmentList
from desktop_app.dialogs.alignment_pictures import AlignmentPictures, Way
from desktop_app.dialogs.base import Dialog
from desktop_app.language.sentences import translated
from desktop_app.look.plain import PlainLabel
from desktop_app.state.display import Plane
from desktop_app.work.jobs import Job, Jobs
from desktop_app.work.overlaying import Grey, moved_picture, reference_picture

_RANGES = {Way.BLEND: (0, 100, 50), Way.TILES: (4, 60, 20), Way.EDGES: (2, 30, 12)}
"""Of the slider, with the value that it begins with: per cent, millimetres, per cent."""


class AlignmentDialog(Dialog):
    """Shows one sequence over the reference; what is changed is done once it is accepted.

    Attributes:
        changed: the alignments that the person chose instead of those that were found.
    """

    def __init__(
        self,
        made: Preparation,
        jobs: Jobs,
        *,
        radiological: bool,
        first: Modality | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with a sequence that is in doubt.

        Args:
            made: how the open study was prepared.
            jobs: where pictures and alignments are computed.
            radiological: the patient's right is on the left.
            first: the sequence that is shown first.
            parent: the window.
        """
        super().__init__(parent, QSize(1180, 620))
        self._made, self._jobs = made, jobs
        self._tried = 0
        self._job: Job | None = None
        self.changed: dict[Modality, Alignment] = {}
        self._values = {way: begin for way, (_, _, begin) in _RANGES.items()}
        self.list = AlignmentList(list(made.alignments), self._now)
        self.pictures = AlignmentPictures(radiological=radiological)
        self.ways = {way: QRadioButton() for way in Way}
        self.amount = QSlider(Qt.Orientation.Horizontal)
        self._amount_name = PlainLabel()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self._give_up)
        self._lay_out()
        self._wire()
        self.retranslate()
        self._begin_with(first)

    def _lay_out(self) -> None:
        how = QHBoxLayout()
        how.setSpacing(16)
        for radio in self.ways.values():
            how.addWidget(radio)
        how.addWidget(self._amount_name)
        how.addWidget(self.amount, 1)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.pictures, 1)
        right.addLayout(how)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addWidget(self._buttons)

    def _wire(self) -> None:
        group = QButtonGroup(self)
        for way, radio in self.ways.items():
            group.addButton(radio)
            radio.toggled.connect(lambda on, w=way: self._set_way(w) if on else None)
        self.ways[Way.BLEND].setChecked(True)
        self.amount.valueChanged.connect(self._set_amount)
        self.list.chosen.connect(self._show_sequence)
        self.list.accept.clicked.connect(self._accept_it)
        self.list.again.clicked.connect(self._align_again)
        self.list.headers.clicked.connect(self._take_headers)
        self.list.back.clicked.connect(self._take_back)

    def _begin_with(self, first: Modality | None) -> None:
        known = self._made.alignments
        doubted = next((m for m, found in known.items() if doubtful(found)), None)
        shown = first if first is not None and first in known else doubted
        self.list.choose(shown or next(iter(known)))
        self.list.sequences.setFocus()

    # -- what is chosen ------------------------------------------------------------------

    @property
    def moved(self) -> Mapping[Modality, Alignment]:
        """The alignments that put a sequence elsewhere than before."""
        before = self._made.alignments
        return {
            m: found
            for m, found in self.changed.items()
            if not np.array_equal(found.matrix, before[m].matrix) or found.said_by is SaidBy.HEADERS
        }

    @property
    def _modality(self) -> Modality:
        """The sequence that is shown; before one is chosen, the first."""
        return self.list.modality or next(iter(self._made.alignments))

    def _now(self, modality: Modality) -> Alignment:
        return self.changed.get(modality, self._made.alignments[modality])

    def _accept_it(self) -> None:
        modality = self._modality
        self.changed[modality] = replace(self._now(modality), said_by=SaidBy.PERSON)
        self._tell()

    def _take_back(self) -> None:
        self.changed.pop(self._modality, None)
        self._show_sequence()

    def _align_again(self) -> None:
        self._tried += 1
        made, modality, seed = self._made, self._modality, 100 + self._tried
        self._try(self.tr("Aligning…"), lambda p: align_again(made, modality, seed, p))

    def _take_headers(self) -> None:
        made, modality = self._made, self._modality
        self._try(self.tr("Reading the headers…"), lambda p: by_headers(made, modality, p))

    def _try(self, said: str, work: Callable[..., Alignment]) -> None:
        modality = self._modality
        job = self._begin("align again", said)

        def found(alignment: Alignment) -> None:
            self.changed[modality] = alignment
            self._show_sequence()

        job.finished.connect(found)
        job.start(work, network=True)

    # -- pictures ------------------------------------------------------------------------

    def _begin(self, name: str, said: str) -> Job:
        self._give_up()
        self._job = job = self._jobs.new(name)
        self.list.working.setText(said)
        job.failed.connect(lambda error: self.list.working.setText(translated(str(error))))
        return job

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show_sequence(self) -> None:
        """Compute what is shown: the reference once, and the sequence where it lies."""
        made, modality, alignment = self._made, self._modality, self._now(self._modality)
        fixed = self.pictures.reference
        job = self._begin("alignment pictures", self.tr("Drawing…"))

        def work(progress: Callable[[int, int, str], None]) -> tuple[Grey, Grey]:
            below = fixed if fixed is not None else reference_picture(made)
            progress(1, 2, "")
            return below, moved_picture(made, modality, alignment)

        job.finished.connect(lambda both: self._drawn(*both))
        job.start_after_paint(work)
        self._tell()

    def _drawn(self, below: Grey, over: Grey) -> None:
        self.list.working.clear()
        if self.pictures.reference is None:
            self.pictures.show_reference(below)
        self.pictures.show_moving(over)

    def _set_way(self, way: Way) -> None:
        low, high, _ = _RANGES[way]
        self.amount.blockSignals(True)
        self.amount.setRange(low, high)
        self.amount.setValue(self._values[way])
        self.amount.blockSignals(False)
        self._set_amount(self.amount.value())

    def _set_amount(self, value: int) -> None:
        way = next(w for w, radio in self.ways.items() if radio.isChecked())
        self._values[way] = value
        self.pictures.set_way(way, value if way is Way.TILES else value / 100)
        self._name_amount(way, value)

    # -- texts ---------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        reference = self._made.reference.value
        self.setWindowTitle(self.tr("Alignment to {0}").format(reference))
        self.list.retranslate()
        self.ways[Way.BLEND].setText(self.tr("Blend"))
        self.ways[Way.TILES].setText(self.tr("Checkerboard"))
        self.ways[Way.EDGES].setText(self.tr("Edges of {0}").format(reference))
        self.pictures.set_names(
            {
                Plane.AXIAL: self.tr("Axial"),
                Plane.CORONAL: self.tr("Coronal"),
                Plane.SAGITTAL: self.tr("Sagittal"),
            }
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self._set_amount(self.amount.value())
        self._tell()

    def recolour(self) -> None:
        """Take the theme's colours."""
        self._tell()

    def _name_amount(self, way: Way, value: int) -> None:
        reference = self._made.reference.value
        shown = self._modality.value
        text = {
            Way.BLEND: self.tr("{0} to {1}").format(reference, shown),
            Way.TILES: self.tr("Tiles of {0} mm").format(value),
            Way.EDGES: self.tr("More or fewer edges"),
        }[way]
        self._amount_name.setText(text)
        self.amount.setAccessibleName(text)

    def _tell(self) -> None:
        """Say what is known of each alignment, and what would be done."""
        self.list.refresh(changed=self._modality in self.changed)
        self._set_amount(self.amount.value())
        self.ok.setText(self.tr("Prepare again") if self.moved else self.tr("Done"))
