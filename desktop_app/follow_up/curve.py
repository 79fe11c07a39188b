"""Volumes over time as a curve, one line for each region."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.follow_up.following import FollowUp
from core.labels import Region
from desktop_app.language.follow_up_series import COURSE_RGB, series_of, spoken, written_ticks
from desktop_app.look import theme

SYMBOLS = {Region.ET: "o", Region.TC: "s", Region.WT: "t"}
"""Colours alone tell too little on paper, and to one man in twelve."""

_HEIGHT = 190


class Curve(QWidget):
    """Millilitres over time; nothing in it moves or zooms.

    Attributes:
        plot: made once there is something to draw, so that the window starts fast.
    """

    def __init__(self) -> None:
        super().__init__()
        self.plot: pg.PlotWidget | None = None
        self._found: FollowUp | None = None
        self.setFixedHeight(_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.show_found(None)

    def show_found(self, found: FollowUp | None) -> None:
        """Draw other time points."""
        self._found = found
        shown = found is not None and any(sizes is not None for sizes in found.sizes)
        self.setVisible(shown)
        if shown:
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and theme."""
        kinds = (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange)
        if event.type() in kinds and self.plot is not None:
            self._draw()
        super().changeEvent(event)

    def _made(self) -> pg.PlotWidget:
        plot = pg.PlotWidget()
        plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setMouseEnabled(x=False, y=False)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        # The wheel scrolls the page.
        plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = self.layout()
        assert layout is not None, "made with the widget"
        layout.addWidget(plot)
        return plot

    def _draw(self) -> None:
        found, colours = self._found, theme.current()
        if found is None:
            return
        if self.plot is None:
            self.plot = self._made()
        plot, series = self.plot, series_of(found)
        plot.clear()
        plot.setBackground(colours.panel)
        for name in ("left", "bottom"):
            axis = plot.getAxis(name)
            axis.setPen(pg.mkPen(colours.line))
            axis.setTextPen(pg.mkPen(colours.quiet))
        plot.setLabel("left", "ml", color=colours.quiet.name())
        plot.getAxis("bottom").setTicks([written_ticks(series)])
        for region, ml in series.ml.items():
            plot.addItem(_line(series.x, ml, region, colours))
        self.setAccessibleName(self.tr("Volumes over time"))
        self.setAccessibleDescription(spoken(series))
        told = [v for ml in series.ml.values() for v in ml if not math.isnan(v)]
        plot.setYRange(0, max([*told, 0.1]) * 1.08, padding=0)
        # The dates of the first and the last are written in full.
        margin = max(series.x[-1] - series.x[0], 1.0) * 0.22
        plot.setXRange(series.x[0] - margin, series.x[-1] + margin, padding=0)


def _line(
    x: Sequence[float], ml: Sequence[float], region: Region, colours: theme.Colours
) -> pg.PlotDataItem:
    colour = QColor(*COURSE_RGB[region])
    if colours is theme.LIGHT:
        # Yellow on white is not seen.
        colour = colour.darker(130)
    return pg.PlotDataItem(
        np.asarray(x),
        np.asarray(ml),
        pen=pg.mkPen(colour, width=2),
        symbol=SYMBOLS[region],
        symbolSize=8,
        symbolBrush=pg.mkBrush(colour),
        symbolPen=pg.mkPen(colours.panel),
        connect="finite",
    )
