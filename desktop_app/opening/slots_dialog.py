"""Four slots, one per sequence, filled with what was recognised and changeable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.studies.naming import Recognised
from core.studies.sequences import NEEDED, absent, enough
from core.studies.study import Modality
from desktop_app.dialogs.base import Dialog
from desktop_app.language.sentences import translated
from desktop_app.look.plain import PlainLabel, as_tip
from desktop_app.opening.file_choice import FileChoice, choice_among, choice_in
from desktop_app.opening.sources import FilesSource
from desktop_app.work.jobs import Jobs

_FILTER = "(*.nii *.nii.gz *.nii.bz2 *.mgz *.mgh *.hdr)"


class SlotsDialog(Dialog):
    """Choose the file of each sequence."""

    def __init__(self, jobs: Jobs, start: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(680, 420))
        self._jobs, self._start = jobs, start
        self._reasons: dict[Path, str] = {}
        self._doubtful: tuple[Recognised, ...] = ()
        self._intro, self._problem = PlainLabel(), PlainLabel()
        self._intro.setWordWrap(True)
        self._problem.setWordWrap(True)
        self._problem.setProperty("role", "warning")
        self._folder = QPushButton()
        self._folder.clicked.connect(self._choose_folder)
        self._boxes: dict[Modality, QComboBox] = {}
        self._hints: dict[Modality, QLabel] = {}
        self._browse: dict[Modality, QPushButton] = {}
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(self._intro, 1)
        head.addWidget(self._folder, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(head)
        column.addLayout(self._slots())
        column.addStretch(1)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)
        self.retranslate()

    def _slots(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, modality in enumerate(Modality):
            name, box, hint, browse = (
                PlainLabel(modality.value),
                QComboBox(),
                PlainLabel(),
                QPushButton(),
            )
            name.setProperty("role", "heading")
            name.setBuddy(box)
            hint.setProperty("role", "quiet")
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(24)
            box.setAccessibleName(modality.value)
            box.currentIndexChanged.connect(self._check)
            browse.clicked.connect(lambda _=False, m=modality: self._choose_file(m))
            self._boxes[modality], self._hints[modality] = box, hint
            self._browse[modality] = browse
            grid.addWidget(name, 2 * row, 0)
            grid.addWidget(box, 2 * row, 1)
            grid.addWidget(browse, 2 * row, 2)
            grid.addWidget(hint, 2 * row + 1, 1)
        return grid

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.setWindowTitle(self.tr("Choose the sequences"))
        self._folder.setText(self.tr("Look in a folder…"))
        for modality, button in self._browse.items():
            button.setText(self.tr("Browse…"))
            button.setAccessibleName(self.tr("Browse for {0}").format(modality.value))
        self._check()

    # -- filling -------------------------------------------------------------------------

    def look_in(self, folder: Path) -> None:
        """Offer what lies in a folder; it is listed in the background."""
        self._start = folder
        job = self._jobs.new("list folder")
        job.finished.connect(self.offer)
        job.start(lambda progress: choice_in(folder))

    def offer_files(self, paths: list[Path]) -> None:
        """Offer files that were dropped."""
        self.offer(choice_among(paths))

    def offer(self, choice: FileChoice) -> None:
        """Fill the slots with what was recognised."""
        self._reasons.update(choice.reasons)
        self._doubtful = choice.doubtful
        for modality, box in self._boxes.items():
            box.blockSignals(True)
            kept = box.currentData()
            box.clear()
            box.addItem("–", None)
            for path in choice.files:
                self._add(box, path)
            wanted = choice.proposed.get(modality, kept)
            if wanted is not None:
                self._select(box, wanted)
            box.blockSignals(False)
        self._check()

    def _add(self, box: QComboBox, path: Path) -> None:
        box.addItem(path.name, path)
        box.setItemData(box.count() - 1, as_tip(str(path)), Qt.ItemDataRole.ToolTipRole)

    def _select(self, box: QComboBox, path: Path) -> None:
        index = next((i for i in range(box.count()) if box.itemData(i) == path), -1)
        if index < 0:
            self._add(box, path)
            index = box.count() - 1
        box.setCurrentIndex(index)

    def set_file(self, modality: Modality, path: Path) -> None:
        """Put one file into a slot."""
        box = self._boxes[modality]
        if box.count() == 0:
            box.addItem("–", None)
        self._reasons.update(choice_among([path]).reasons)
        self._select(box, path)
        self._check()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Look in a folder"), str(self._start)
        )
        if chosen:
            self.look_in(Path(chosen))

    def _choose_file(self, modality: Modality) -> None:
        title = self.tr("The file of {0}").format(modality.value)
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(self._start), f"NIfTI {_FILTER}")
        if chosen:
            self._start = Path(chosen).parent
            self.set_file(modality, Path(chosen))

    # -- what is chosen ------------------------------------------------------------------

    def chosen(self) -> dict[Modality, Path]:
        """The file of each slot that is filled."""
        return {m: box.currentData() for m, box in self._boxes.items() if box.currentData()}

    def source(self) -> FilesSource:
        """What to open once the dialog was accepted."""
        return FilesSource(self.chosen())

    def _check(self) -> None:
        chosen = self.chosen()
        self._intro.setText(self._introduction(chosen))
        for modality, hint in self._hints.items():
            path = chosen.get(modality)
            hint.setText(self._hint(path) if path else "")
            self._boxes[modality].setToolTip(as_tip(str(path)) if path else "")
        open_ = [hit for hit in self._doubtful if hit.path not in chosen.values()]
        twice = len(set(chosen.values())) < len(chosen)
        missing = absent(chosen)
        if twice:
            self._problem.setText(self.tr("One file stands in two slots."))
        elif open_ and open_[0].other is not None:
            text = self.tr("{0} could be {1} or {2}: its name does not decide. Choose its slot.")
            names = (open_[0].path.name, open_[0].modality.value, open_[0].other.value)
            self._problem.setText(text.format(*names))
        elif not enough(chosen):
            self._problem.setText(translated(NEEDED))
        elif missing:
            text = self.tr("Without {0} the result is less accurate.")
            self._problem.setText(text.format(", ".join(missing)))
        else:
            self._problem.clear()
        open_button = self._buttons.button(QDialogButtonBox.StandardButton.Open)
        open_button.setEnabled(not twice and enough(chosen))

    def _introduction(self, chosen: Mapping[Modality, Path]) -> str:
        sentences = [self.tr("One file for each sequence.")]
        if any(path in self._reasons for path in chosen.values()):
            sentences.append(self.tr("What the names tell is filled in; check it."))
        sentences.append(
            self.tr(
                "A slot may stay empty: two sequences are enough, if T1Gd or FLAIR is one of them."
            )
        )
        return " ".join(sentences)

    def _hint(self, path: Path) -> str:
        part = re.search(r"“(.+)”", self._reasons.get(path, ""))
        if part is None:
            return self.tr("chosen by you")
        return self.tr("recognised: the name holds “{0}”").format(part.group(1))
