"""The status bar: what lies under the linked cursor."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QStatusBar, QWidget

from core.labels import LABEL_RGB, Label
from core.studies.study import Modality
from desktop_app.language.structure_names import structure_name
from desktop_app.language.translation import number
from desktop_app.look.plain import PlainLabel
from desktop_app.state.session import Session
from desktop_app.views.frame import Coalescer


class CursorStatus(QStatusBar):
    """ijk of the file, RAS+ millimetres, the four intensities and the label."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setSizeGripEnabled(False)
        self._voxel, self._world, self._label = PlainLabel(), PlainLabel(), PlainLabel()
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._structures = PlainLabel()
        self._values = {m: PlainLabel() for m in Modality}
        self._texts = (
            self._voxel,
            self._world,
            *self._values.values(),
            self._label,
            self._structures,
        )
        for label in self._texts[:-1]:
            self.addWidget(label)
        # It takes what room is left: a long name never makes the window wider.
        self._structures.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self._structures, 1)
        self._frame = Coalescer(self.refresh, self)
        for signal in (
            session.cursor_changed,
            session.study_changed,
            session.volume_arrived,
            session.segmentation_changed,
            session.labels_painted,
            session.display_changed,
            session.whereabouts.changed,
        ):
            signal.connect(self._frame.request)
        self._fix_widths()
        self.refresh()

    def _fix_widths(self) -> None:
        """Keep every text in its place while its numbers change."""
        metrics = QFontMetrics(self.font())
        self._voxel.setMinimumWidth(metrics.horizontalAdvance("ijk 000 000 000") + 12)
        self._world.setMinimumWidth(metrics.horizontalAdvance("RAS −000.0 −000.0 −000.0 mm") + 12)
        for modality, label in self._values.items():
            label.setMinimumWidth(metrics.horizontalAdvance(f"{modality.value} 00000") + 12)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def label_name(self, label: Label) -> str:
        """A label in the current language."""
        found = self.session.segmentation
        if label is Label.ED and found is not None and not found.labels:
            return self.tr("whole tumour")
        names = {
            Label.BACKGROUND: self.tr("no label"),
            Label.NCR: self.tr("necrotic core"),
            Label.ED: self.tr("oedema"),
            Label.ET: self.tr("enhancing tumour"),
        }
        return names[label]

    def refresh(self) -> None:
        """Write what lies under the cursor now."""
        session = self.session
        if not session.volumes:
            for label in self._texts:
                label.clear()
            return
        i, j, k = session.native_cursor
        self._voxel.setText(f"ijk {i} {j} {k}")
        world = " ".join(number(v, 1) for v in session.cursor_mm)
        self._world.setText(f"RAS {world} mm".replace("-", "−"))
        for modality, label in self._values.items():
            value = session.intensity(modality)
            label.setText("" if value is None else f"{modality.value} {self._number(value)}")
        found = session.label_at_cursor()
        self._label.setText("" if found is None else self._coloured(found))
        places = self._places()
        self._structures.setText(places)
        self._structures.setToolTip(places)

    def _places(self) -> str:
        """What the atlas has under the cursor, and how far that is trusted; empty while off."""
        session, shown = self.session, self.session.whereabouts.structures
        if shown is None or not session.display.structures or shown.shape != session.shape:
            return ""
        sided = shown.placement.sides_known
        names = [structure_name(s, sided=sided) for s in shown.at(session.cursor)]
        said = ", ".join(names) or self.tr("no structure")
        return self.tr("Atlas (trust {1}): {0}").format(said, number(shown.placement.trust, 2))

    def _number(self, value: float) -> str:
        whole = float(value).is_integer()
        return number(value, 0 if whole else 3)

    def _coloured(self, label: Label) -> str:
        if label is Label.BACKGROUND:
            return self.label_name(label)
        red, green, blue = LABEL_RGB[label]
        dot = f'<span style="color:rgb({red},{green},{blue})">●</span>'
        return f"{dot} {self.label_name(label)}"
