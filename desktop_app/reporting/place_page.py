"""The report's page of the place: structures with shares and distances, and VASARI."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.anatomy.structures import Structure
from core.anatomy.whereabouts import Whereabouts
from core.vasari.answers import Vasari
from core.vasari.features import FEATURES
from desktop_app.language.measurement_rows import name_of
from desktop_app.language.placement_texts import limits_text, trust_text
from desktop_app.language.structure_names import structure_name
from desktop_app.language.translation import number
from desktop_app.language.vasari_texts import (
    answer_text,
    feature_name,
    number_text,
    parts_text,
    rule_text,
)

translate = QCoreApplication.translate

NEAR_MM = 10.0
"""Structures farther than this from every region are left out."""

_LEAST_SHARE = 0.0005


def place_html(found: Whereabouts | None, answers: Vasari | None) -> list[str]:
    """Both tables, each with what has to be said beside it."""
    parts = []
    if found is not None:
        parts.append(_tag("h2", translate("Report", "Place in the brain")))
        parts.append(_tag("p", trust_text(found.placement)))
        if found.regions:
            parts.append(_structures(found))
            said = translate("Report", "Structures within {0} mm; % of the region, mm to it.")
            parts.append(_tag("p", said.format(number(NEAR_MM, 0))))
        parts.append(_tag("p", limits_text(found.placement)))
    if answers is not None:
        parts += [_tag("h2", "VASARI"), _features(answers)]
    return parts


def _structures(found: Whereabouts) -> str:
    near: dict[str, Structure] = {}
    for place in found.regions.values():
        for way in place.distances:
            if way.mm <= NEAR_MM:
                near.setdefault(way.structure.key, way.structure)
    held = {
        region: {s.structure.key: s.share for s in place.shares}
        for region, place in found.regions.items()
    }
    ways = {
        region: {d.structure.key: d.mm for d in place.distances}
        for region, place in found.regions.items()
    }
    first = next(iter(found.regions))
    order = sorted(
        near.values(), key=lambda s: (-held[first].get(s.key, 0.0), ways[first].get(s.key, 0.0))
    )
    heads = [translate("Report", "Structure")]
    for region in found.regions:
        heads += [f"{name_of(region.value)}, %", "mm"]
    rows = []
    for structure in order:
        cells = [structure_name(structure, sided=found.placement.sides_known)]
        for region in found.regions:
            share, mm = held[region].get(structure.key, 0.0), ways[region].get(structure.key)
            cells.append(number(100 * share, 1) if share >= _LEAST_SHARE else "–")
            cells.append("–" if mm is None else number(mm, 1))
        rows.append(cells)
    return _table(heads, rows)


def _features(answers: Vasari) -> str:
    heads = [
        translate("Report", "Feature"),
        translate("Report", "Answer"),
        translate("Report", "By"),
        translate("Report", "Number"),
        translate("Report", "Rule"),
    ]
    rows = []
    for key in FEATURES:
        answer = answers.answers[key]
        by = translate("Report", "program") if answer.computed else ""
        if key in answers.chosen:
            by = translate("Report", "person")
        numbers = parts_text(answer) or number_text(answer)
        said = answer_text(answers, key)
        rows.append([f"{key} {feature_name(key)}", said, by, numbers, rule_text(answer)])
    return _table(heads, rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(_tag("th", head) for head in heads)
    lines = "".join(f"<tr>{''.join(_tag('td', cell) for cell in row)}</tr>" for row in rows)
    return f'<table width="100%" cellspacing="0"><tr>{top}</tr>{lines}</table>'


def _tag(name: str, text: str) -> str:
    return f"<{name}>{html.escape(text)}</{name}>"
