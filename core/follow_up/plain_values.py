"""A follow-up as a table of comma-separated values and as plain values, for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from core.follow_up.change import ChangeMap
from core.follow_up.clinical import Disease, Measure
from core.follow_up.following import FollowUp
from core.follow_up.rano import Assessment
from core.follow_up.reasons import QUESTIONS
from core.follow_up.resection import Resection
from core.follow_up.response import Comparison
from core.labels import Region
from core.studies.findings import Finding

CSV_COLUMNS = (
    "time_point", "date", "date_from", "days_from_first",
    *(f"{region.value}_ml" for region in Region),
    *(f"{region.value}_{what}_ml" for region in Region for what in ("grown", "shrunk", "stable")),
    "enhancing_products_mm2", "non_enhancing_products_mm2", "enhancing_lesions",
    *(
        f"{disease.value}_{measure.value}_percent_from_{reference}"
        for disease in (Disease.ENHANCING, Disease.NON_ENHANCING)
        for measure in Measure
        for reference in ("baseline", "nadir")
    ),
    "role", "category", "standing", "category_of_images", "category_by_volume",
    "category_by_products", "reasons", "not_told", "new_lesions",
    "aligned_by", "turned_degrees", "moved_mm", "likeness", "outline_overlap", "trusted",
    "made_by",
)  # fmt: skip


def as_csv(
    found: FollowUp, assessments: Sequence[Assessment], changes: Sequence[ChangeMap | None]
) -> str:
    """One row for each time point; what is not known is empty.

    Args:
        found: the follow-up.
        assessments: of each time point.
        changes: of each against the one before it; None for the first, or without segmentations.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for number, assessment in enumerate(assessments):
        writer.writerow(_row(found, number, assessment, changes[number]))
    return out.getvalue()


def as_dict(
    found: FollowUp,
    assessments: Sequence[Assessment],
    changes: Sequence[ChangeMap | None],
    taken: Resection | None = None,
) -> dict[str, Any]:
    """Plain values, for JSON; None for what is not known.

    Args:
        found: the follow-up.
        assessments: of each time point.
        changes: see :func:`as_csv`.
        taken: the extent of resection, where there was an operation.
    """
    return {
        "ordered_by": found.ordered_by.value,
        "time_points": [
            _point(found, number, assessment, changes[number])
            for number, assessment in enumerate(assessments)
        ],
        "resection": None if taken is None else _resection(taken),
        "findings": _plain(found.findings),
        "note": "Support, not diagnosis: research use only.",
    }


def _plain(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [
        {"code": f.code, "severity": f.severity.value, "text": f.text, "values": dict(f.values)}
        for f in findings
    ]


def _row(
    found: FollowUp, number: int, assessment: Assessment, change: ChangeMap | None
) -> Mapping[str, object]:
    point, sizes, alignment = found.points[number], found.sizes[number], found.alignments[number]
    first, new = found.points[0].day, found.new_lesions[number]
    row: dict[str, object] = {
        "time_point": point.name,
        "date": point.day or "",
        "date_from": point.day_from.value,
        "days_from_first": (point.day - first).days if point.day and first else "",
        "role": assessment.role.value,
        "category": assessment.category or "",
        "standing": assessment.standing.value if assessment.category else "",
        "category_of_images": assessment.images or "",
        "reasons": " ".join(reason.text for reason in assessment.reasons),
        "not_told": " ".join(QUESTIONS[question] for question in assessment.open),
        "new_lesions": "" if new is None else len(new),
    }
    for measure, category in assessment.by_measure.items():
        row[f"category_by_{measure.value}"] = category.value
    for one in assessment.comparisons:
        row.update(_percents(one))
    if sizes is not None:
        row.update({f"{region.value}_ml": f"{ml:.3f}" for region, ml in sizes.region_ml.items()})
        for disease, size in sizes.by_disease.items():
            row[f"{disease.value}_products_mm2"] = f"{size.products_mm2:.1f}"
        if Disease.ENHANCING in sizes.by_disease:
            row["enhancing_lesions"] = len(sizes.by_disease[Disease.ENHANCING].lesions)
    for region, of in change.regions.items() if change else ():
        row[f"{region.value}_grown_ml"] = f"{of.grown_ml:.3f}"
        row[f"{region.value}_shrunk_ml"] = f"{of.shrunk_ml:.3f}"
        row[f"{region.value}_stable_ml"] = f"{of.stable_ml:.3f}"
    if alignment is not None:
        row["aligned_by"] = alignment.modality.value
        row["turned_degrees"] = f"{alignment.found.turn_degrees:.2f}"
        row["moved_mm"] = f"{alignment.found.shift_mm:.2f}"
        row["likeness"] = f"{alignment.likeness:.3f}"
        row["outline_overlap"] = f"{alignment.overlap:.3f}"
        row["trusted"] = alignment.trusted
    if point.segmentation is not None:
        row["made_by"] = point.segmentation.provenance.line()
    return row


def _percents(one: Comparison) -> dict[str, object]:
    name = f"{one.disease.value}_{one.measure.value}_percent_from"
    told = {"baseline": one.from_baseline, "nadir": one.from_nadir}
    return {f"{name}_{what}": f"{value:.1f}" for what, value in told.items() if value is not None}


def _point(
    found: FollowUp, number: int, assessment: Assessment, change: ChangeMap | None
) -> dict[str, Any]:
    point, sizes, alignment = found.points[number], found.sizes[number], found.alignments[number]
    new = found.new_lesions[number]
    return {
        "name": point.name,
        "date": point.day.isoformat() if point.day else None,
        "date_from": point.day_from.value,
        "phase": point.phase.value,
        "findings": _plain(point.findings),
        "region_ml": None if sizes is None else {r.value: v for r, v in sizes.region_ml.items()},
        "disease": None
        if sizes is None
        else {
            d.value: {
                "ml": s.ml,
                "products_mm2": s.products_mm2,
                "measurable": s.measurable,
                "lesions": [lesion.to_dict() for lesion in s.lesions],
            }
            for d, s in sizes.by_disease.items()
        },
        "change_from_previous": None if change is None else _change(change),
        "new_lesions": None if new is None else [lesion.to_dict() for lesion in new],
        "alignment": None
        if alignment is None
        else {
            "sequence": alignment.modality.value,
            "matrix": alignment.matrix.tolist(),
            "likeness": alignment.likeness,
            "outline_overlap": alignment.overlap,
            "spread_mm": alignment.found.spread_mm,
            "information": alignment.found.information,
            "trusted": alignment.trusted,
            "doubts": [doubt.value for doubt in alignment.doubts],
        },
        "assessment": _assessment(assessment),
        "provenance": None
        if point.segmentation is None
        else point.segmentation.provenance.to_json(),
    }


def _change(change: ChangeMap) -> dict[str, Any]:
    regions = {
        region.value: {**vars(one), "change_ml": one.change_ml, "percent": one.percent}
        for region, one in change.regions.items()
    }
    return {"against": change.base, "regions": regions}


def _assessment(one: Assessment) -> dict[str, Any]:
    return {
        "role": one.role.value,
        "category": one.category,
        "standing": one.standing.value,
        "category_of_images": one.images,
        "by_measure": {m.value: c.value for m, c in one.by_measure.items()},
        "reasons": [
            {"code": r.code.value, "values": dict(r.values), "text": r.text} for r in one.reasons
        ],
        "not_told": [question.value for question in one.open],
    }


def _resection(taken: Resection) -> dict[str, Any]:
    parts = {"enhancing": taken.enhancing, "non_enhancing": taken.non_enhancing}
    return {
        "before": taken.before,
        "after": taken.after,
        **{
            name: {"before_ml": r.before_ml, "after_ml": r.after_ml, "percent": r.percent}
            for name, r in parts.items()
        },
        "elsewhere_ml": taken.elsewhere_ml,
        "class": taken.resection_class,
    }
