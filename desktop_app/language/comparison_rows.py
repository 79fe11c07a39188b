"""A comparison as rows of text in the current language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from core.labels import Region
from core.scoring.comparison import Kind, Piece, RegionComparison
from desktop_app.language.measurement_rows import Heading, Table, name_of
from desktop_app.language.translation import number

translate = QCoreApplication.translate

MOST_LESIONS = 40
"""More rows than anybody goes through; the title says how many there are."""


def score_table(compared: Mapping[Region, RegionComparison]) -> Table:
    """Regions as rows, scores as columns."""
    columns = (
        Heading("Dice", translate("Comparison", "What both share, from 0 to 1 (the same)")),
        Heading(
            "HD95",
            translate("Comparison", "Millimetres between the borders, the worst 5 % left out"),
        ),
        Heading(
            translate("Comparison", "Δ ml"),
            translate("Comparison", "Volume of the result minus that of the reference"),
        ),
        Heading(
            translate("Comparison", "Lesions"),
            translate("Comparison", "Lesion-wise Dice as in BraTS 2023: mean over all lesions"),
        ),
    )
    rows = []
    for region, found in compared.items():
        scores = found.scores
        apart = scores.predicted_ml - scores.truth_ml
        cells = (
            number(scores.dice, 2),
            number(scores.hd95_mm, 1),
            ("+" if apart > 0 else "") + number(apart, 1).replace("-", "−"),
            number(scores.lesion_dice, 2),
        )
        rows.append((Heading(region.value, name_of(region.value), region.value), cells))
    return Table(columns, tuple(rows))


def lesion_table(lesions: Sequence[Piece]) -> Table:
    """One row for each lesion, largest first."""
    columns = (
        Heading(translate("Comparison", "ml"), translate("Comparison", "Volume in millilitres")),
        Heading("Dice", translate("Comparison", "Of a lesion that was found")),
    )
    rows = []
    for piece in lesions[:MOST_LESIONS]:
        dice = "–" if piece.dice is None else number(piece.dice, 2)
        name = _kind(piece.kind)
        rows.append((Heading(name, name), (number(piece.ml, 2), dice)))
    return Table(columns, tuple(rows))


def piece_text(piece: Piece) -> str:
    """A disagreement in a few words."""
    names = {
        Kind.MISSED: translate("Comparison", "only in the reference, {0} ml"),
        Kind.INVENTED: translate("Comparison", "only in the result, {0} ml"),
        Kind.FOUND: "{0} ml",
    }
    return names[piece.kind].format(number(piece.ml, 2))


def _kind(kind: Kind) -> str:
    names = {
        Kind.FOUND: translate("Comparison", "Found"),
        Kind.MISSED: translate("Comparison", "Missed"),
        Kind.INVENTED: translate("Comparison", "Invented"),
    }
    return names[kind]
