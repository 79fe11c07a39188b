"""Answers to VASARI: what was found, by which rule, from which number, and where it can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.space.diameters import PointMm
from core.vasari.features import FEATURES, Feature


@dataclass(frozen=True)
class Shown:
    """Where an answer can be checked by eye.

    Attributes:
        point_mm: world place that the views go to.
        line_mm: ends of a line that is drawn there; None where a place says it all.
    """

    point_mm: PointMm
    line_mm: tuple[PointMm, PointMm] | None = None


@dataclass(frozen=True)
class Answer:
    """One feature of one study.

    Attributes:
        id: of the feature, see :data:`core.vasari.features.FEATURES`.
        codes: the answers by number; empty while it is open, and where the answer is a length.
        value: the number that the rule judges; None without one.
        unit: of ``value``.
        rule: how ``codes`` follow from it, in English; why it is open, where it is.
        shown: where to look; None where nothing can be pointed at.
        parts: further numbers in ``unit``, by the name of what they are of.
    """

    id: str
    codes: tuple[int, ...] = ()
    value: float | None = None
    unit: str = ""
    rule: str = ""
    shown: Shown | None = None
    parts: Mapping[str, float] = field(default_factory=dict)

    @property
    def feature(self) -> Feature:
        """The question."""
        return FEATURES[self.id]

    @property
    def computed(self) -> bool:
        """Whether the program answers it; else a person does."""
        return bool(self.codes) or (not self.feature.options and self.value is not None)


@dataclass(frozen=True)
class Vasari:
    """All features of one study.

    Attributes:
        study_name: whose they are.
        answers: by id, in the questionnaire's order.
        chosen: what a person chose, in the place of the program's answer where there is one.
        made_by: how the labels came to be, in one English line.
        placed: how the atlas was laid over the study, in English; empty without one.
        trust: how well it fits, 0 to 1; None without an atlas.
    """

    study_name: str
    answers: Mapping[str, Answer]
    chosen: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    made_by: str = ""
    placed: str = ""
    trust: float | None = None

    def codes(self, key: str) -> tuple[int, ...]:
        """The answer that holds: the person's, or else the program's; empty while open."""
        return self.chosen.get(key) or self.answers[key].codes

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "study": self.study_name,
            "made_by": self.made_by,
            "atlas": {"placed": self.placed, "trust": self.trust} if self.placed else None,
            "features": [self._row(key) for key in self.answers],
        }

    def _row(self, key: str) -> dict[str, Any]:
        answer, options = self.answers[key], FEATURES[key].options
        codes, person = self.codes(key), key in self.chosen
        shown = answer.shown
        return {
            "id": key,
            "name": FEATURES[key].name,
            "codes": list(codes),
            "answers": [options[code] for code in codes],
            "by": "person" if person else "program" if answer.computed else "nobody",
            "computed_codes": list(answer.codes),
            "value": answer.value,
            "unit": answer.unit,
            "parts": dict(answer.parts),
            "rule": answer.rule,
            "point_mm": list(shown.point_mm) if shown else None,
            "line_mm": [list(end) for end in shown.line_mm] if shown and shown.line_mm else None,
        }
