"""The models that are there: what each is, which one segments; brings and removes them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.foreign_models.library import Listed
from core.segmenting.model_package import ModelPackage
from desktop_app.dialogs.base import Dialog
from desktop_app.language import model_texts
from desktop_app.language.sentences import translated
from desktop_app.look import icons, theme
from desktop_app.look.plain import MessageBox, PlainLabel, as_tip
from desktop_app.work.model_list import ModelList

_WIDTHS = (165, 180, 130, 84, 120, 112)
"""Pixels of the columns before the last, which takes the rest."""

_ROW = 26
"""Pixels; rows with an icon and without are alike."""


class ModelsDialog(Dialog):
    """Follows the list of models; what is under way goes on where it is closed."""

    def __init__(self, models: ModelList, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(980, 560))
        self._models = models
        self._said: tuple[str, str] = ("", "")
        self._error: Exception | None = None
        self.table = QTreeWidget()
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setAllColumnsShowFocus(True)
        self.table.setHeaderLabels([""] * (len(_WIDTHS) + 1))
        header = self.table.header()
        for column, width in enumerate(_WIDTHS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        header.setStretchLastSection(True)
        self.details, self.message = PlainLabel(), PlainLabel()
        for label in (self.details, self.message):
            label.setWordWrap(True)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.use, self.remove = QPushButton(), QPushButton()
        self.add_folder, self.add_file = QPushButton(), QPushButton()
        self.bar, self.step, self.cancel = QProgressBar(), PlainLabel(), QPushButton()
        self.bar.setTextVisible(False)
        self._progress = QWidget()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        for button in (*self.findChildren(QPushButton), self.use, self.remove, self.add_folder,
                       self.add_file, self.cancel):  # fmt: skip
            button.setAutoDefault(False)
        self._lay_out()
        self._wire()
        self.retranslate()

    def _lay_out(self) -> None:
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addWidget(self.use)
        deeds.addWidget(self.remove)
        deeds.addStretch(1)
        deeds.addWidget(self.add_folder)
        deeds.addWidget(self.add_file)
        progress = QHBoxLayout(self._progress)
        progress.setContentsMargins(0, 0, 0, 0)
        progress.setSpacing(8)
        progress.addWidget(self.step)
        progress.addWidget(self.bar, 1)
        progress.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.details)
        column.addLayout(deeds)
        column.addWidget(self._progress)
        column.addWidget(self.message)
        column.addWidget(self.buttons)

    def _wire(self) -> None:
        models = self._models
        self.table.currentItemChanged.connect(lambda *_: self._show_selected())
        self.table.itemActivated.connect(lambda *_: self._use())
        self.use.clicked.connect(self._use)
        self.remove.clicked.connect(self._remove)
        self.add_folder.clicked.connect(self._choose_folder)
        self.add_file.clicked.connect(self._choose_file)
        self.cancel.clicked.connect(self._cancel)
        self.buttons.rejected.connect(self.reject)
        models.changed.connect(self._show)
        models.progressed.connect(self._progressed)
        models.added.connect(self._added)
        models.removed.connect(lambda name: self._say("removed", name))
        models.failed.connect(self._failed)

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.setWindowTitle(self.tr("Models"))
        heads = [
            self.tr("Name"),
            self.tr("From"),
            self.tr("Sequences"),
            self.tr("Cases"),
            self.tr("Licence"),
            self.tr("Dice WT TC ET"),
            self.tr("State"),
        ]
        self.table.setHeaderLabels(heads)
        self.table.headerItem().setToolTip(
            heads.index(self.tr("Dice WT TC ET")),
            self.tr(
                "Mean Dice over held-out patients, Fast. Of a model that was brought: as its own "
                "files tell it; nobody measured it here."
            ),
        )
        self.table.setAccessibleName(self.tr("Models"))
        self.use.setText(self.tr("&Segment with this one"))
        self.remove.setText(self.tr("&Remove…"))
        self.add_folder.setText(self.tr("Add &folder…"))
        self.add_folder.setToolTip(
            self.tr("A MONAI bundle, a results folder of nnU-Net v2, or a package of Gliovista.")
        )
        self.add_file.setText(self.tr("Add &ONNX file…"))
        self.add_file.setToolTip(self.tr("With a JSON of the same name beside it, see the manual."))
        self.cancel.setText(self.tr("Cancel"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self._show()

    def recolour(self) -> None:
        """Take the theme's colours."""
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Look anew: the command line brings and removes models too."""
        super().showEvent(event)
        if not event.spontaneous():
            self._error, self._said = None, ("", "")
            self._show()
            self._models.refresh()
            self.table.setFocus()

    @property
    def selected(self) -> Listed | None:
        """The model of the row that is selected."""
        item = self.table.currentItem()
        found = None if item is None else item.data(0, Qt.ItemDataRole.UserRole)
        return found if isinstance(found, Listed) else None

    # -- showing -------------------------------------------------------------------------

    def _show(self) -> None:
        models, before = self._models, self.selected
        self.table.blockSignals(True)
        self.table.clear()
        for model in models.listed:
            item = QTreeWidgetItem(self.table, [*model_texts.cells(model), self._state(model)])
            item.setData(0, Qt.ItemDataRole.UserRole, model)
            item.setSizeHint(0, QSize(0, _ROW))
            for column in range(item.columnCount()):
                item.setToolTip(column, as_tip(item.text(column)))
            self._mark(item, model)
            same = before is not None and model.folder == before.folder
            if same or (before is None and models.is_chosen(model)):
                self.table.setCurrentItem(item)
        first = self.table.topLevelItem(0)
        if self.table.currentItem() is None and first is not None:
            self.table.setCurrentItem(first)
        self.table.blockSignals(False)
        self._progress.setVisible(models.busy)
        for button in (self.add_folder, self.add_file):
            button.setEnabled(not models.busy)
        self._show_selected()
        self._show_message()

    def _state(self, model: Listed) -> str:
        if model.package is None:
            return self.tr("Cannot be used")
        return self.tr("Segments") if self._models.is_chosen(model) else self.tr("Ready")

    def _mark(self, item: QTreeWidgetItem, model: Listed) -> None:
        colours, last = theme.current(), item.columnCount() - 1
        if model.package is None:
            item.setIcon(last, icons.icon("warning", QColor(colours.error)))
        elif self._models.is_chosen(model):
            item.setIcon(last, icons.icon("check", QColor(colours.accent)))

    def _show_selected(self) -> None:
        model = self.selected
        self.details.setText("" if model is None else model_texts.details(model))
        self.details.setProperty(
            "role", "error" if model is not None and model.package is None else "quiet"
        )
        self.details.style().polish(self.details)
        usable = model is not None and model.package is not None
        self.use.setEnabled(usable and model is not None and not self._models.is_chosen(model))
        self.remove.setEnabled(model is not None and not model.shipped and not self._models.busy)

    def _progressed(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        told = model_texts.STEPS.get(text)
        self.step.setText(told() if told else "")

    def _say(self, what: str, name: str) -> None:
        self._said, self._error = (what, name), None
        self._show_message()

    def _failed(self, error: Exception) -> None:
        self._error = error
        self._show_message()

    def _show_message(self) -> None:
        what, name = self._said
        texts = {
            "added": self.tr("“{0}” was brought. Choose it to segment with it."),
            "removed": self.tr("“{0}” was removed."),
            "cancelled": self.tr("Nothing was brought."),
        }
        text = texts[what].format(name) if what else ""
        if self._error is not None:
            text = translated(str(self._error)) or type(self._error).__name__
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.message.setProperty("role", "error" if self._error is not None else "quiet")
        self.message.style().polish(self.message)

    # -- doing ---------------------------------------------------------------------------

    def _use(self) -> None:
        model = self.selected
        if model is not None and model.package is not None:
            self._models.choose(model)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of a model"))
        if chosen:
            self.add(Path(chosen))

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("ONNX file"), "", "ONNX (*.onnx)")
        if chosen:
            self.add(Path(chosen))

    def add(self, path: Path) -> None:
        """Bring a model."""
        self._error, self._said = None, ("", "")
        self.bar.setRange(0, 0)
        self.step.setText(model_texts.STEPS["reading the model"]())
        self._models.add(path)

    def _added(self, package: ModelPackage) -> None:
        self._say("added", package.name)

    def _cancel(self) -> None:
        self._models.cancel()
        self._say("cancelled", "")

    def _remove(self) -> None:
        model = self.selected
        if model is None or model.shipped:
            return
        box = MessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Remove model?"))
        text = self.tr("“{0}” is deleted from this computer: {1}")
        box.setText(text.format(model_texts.model_name(model), model.folder))
        more = self.tr("Results that it made stay; their thresholds cannot be moved any more.")
        if self._models.is_chosen(model):
            more += " " + self.tr("The model that comes with Gliovista segments from then on.")
        box.setInformativeText(more)
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        if box.clickedButton() is remove:
            self._models.remove(model)
