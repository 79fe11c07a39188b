"""Where texts beside marks stand: near what they tell of, never over each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

_GAP = 8.0
_RINGS = 10


@dataclass(frozen=True)
class Wanted:
    """A text that is to stand beside something.

    Attributes:
        beside: the box around what it tells of, in pixels.
        size: of the text with its margin.
    """

    beside: QRectF
    size: QSizeF


def place_labels(
    wanted: Sequence[Wanted], area: QRectF, taken: Iterable[QRectF] = ()
) -> list[QRectF | None]:
    """A place for each text within the view; None where there is no room left for one.

    Args:
        wanted: the texts, the most important one first.
        area: the view.
        taken: where something else is written already.
    """
    occupied = list(taken)
    places: list[QRectF | None] = []
    for text in wanted:
        place = next(
            (
                box
                for box in _candidates(text, area)
                if area.contains(box) and not any(box.intersects(other) for other in occupied)
            ),
            None,
        )
        places.append(place)
        if place is not None:
            occupied.append(place)
    return places


def _candidates(text: Wanted, area: QRectF) -> Iterator[QRectF]:
    """To the right, left, below and above, farther and farther; then anywhere, row by row."""
    width, height = text.size.width(), text.size.height()
    for ring in range(_RINGS):
        box = text.beside.adjusted(*(s * (_GAP + ring * height) for s in (-1, -1, 1, 1)))
        x, y = box.center().x() - width / 2, box.center().y() - height / 2
        right, left = box.right(), box.left() - width
        below, above = box.bottom(), box.top() - height
        for corner in (
            QPointF(right, y),
            QPointF(left, y),
            QPointF(x, below),
            QPointF(x, above),
            QPointF(right, above),
            QPointF(left, above),
            QPointF(right, below),
            QPointF(left, below),
        ):
            yield QRectF(corner, text.size)
    rows = int((area.height() - height) // (height + 1)) + 1
    columns = int((area.width() - width) // (width / 2 + 1)) + 1
    for row in range(max(rows, 0)):
        for column in range(max(columns, 0)):
            x = area.left() + column * (width / 2 + 1)
            yield QRectF(QPointF(x, area.top() + row * (height + 1)), text.size)
