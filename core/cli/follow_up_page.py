"""The report of a follow-up as HTML, in English like all of the command line."""

from __future__ import annotations

import html
from collections.abc import Sequence

from core.cli.output import number
from core.cli.paper import CURVE
from core.follow_up.change import ChangeMap
from core.follow_up.clinical import Disease, Measure
from core.follow_up.following import FollowUp
from core.follow_up.rano import Assessment
from core.follow_up.reasons import QUESTIONS
from core.follow_up.resection import Resection
from core.labels import Region

NOTE = "Support, not diagnosis: research use only. Not a medical device."


def page(
    title: str,
    found: FollowUp,
    assessments: Sequence[Assessment],
    changes: Sequence[ChangeMap | None],
    taken: Resection | None,
) -> str:
    """The body of the report.

    Args:
        title: at the top.
        found: the time points.
        assessments: of each.
        changes: of each against the one before.
        taken: the extent of resection, where there was an operation.
    """
    parts = [f"<h1>{html.escape(title)}</h1>", f"<p>{html.escape(NOTE)}</p>"]
    parts += ["<h2>Sizes</h2>", CURVE, _sizes(found, assessments)]
    parts += ["<h2>Change from one time point to the next, in ml</h2>", _changes(found, changes)]
    parts += ["<h2>RANO 2.0, with reasons</h2>", *map(_assessment, assessments)]
    if taken is not None:
        parts += ["<h2>Extent of resection</h2>", f"<p>{html.escape(resection_line(taken))}</p>"]
    known = [finding.text for finding in found.findings]
    known += [f"{point.name}: {f.text}" for point in found.points for f in point.findings]
    parts += ["<h2>What to know</h2>", _list(known)]
    return "".join(parts)


def resection_line(taken: Resection) -> str:
    """What an operation took, in English."""
    share = taken.enhancing.percent
    said = "no enhancing tumour before" if share is None else f"{share:.1f} % of ET taken"
    which = f", RANO resect class {taken.resection_class}" if taken.resection_class else ""
    far = ""
    if taken.elsewhere_ml:
        far = (
            f" {taken.elsewhere_ml:.2f} ml of what enhances lie far from the tumour before: look "
            "whether that is tumour."
        )
    return (
        f"From {taken.before} to {taken.after}: {said}, {taken.enhancing.after_ml:.2f} ml of ET "
        f"and {taken.non_enhancing.after_ml:.2f} ml of ED left{which}. ED holds oedema too.{far}"
    )


def _sizes(found: FollowUp, assessments: Sequence[Assessment]) -> str:
    columns = ["Time point", "Date", *(f"{region.value}, ml" for region in Region),
               "ET, mm²", "ET against baseline", "against nadir", "Category"]  # fmt: skip
    rows = []
    for point, sizes, one in zip(found.points, found.sizes, assessments, strict=True):
        ml = {} if sizes is None else sizes.region_ml
        size = None if sizes is None else sizes.by_disease.get(Disease.ENHANCING)
        compared = next(
            (
                c
                for c in one.comparisons
                if (c.disease, c.measure) == (Disease.ENHANCING, Measure.VOLUME)
            ),
            None,
        )
        percents = (
            (None, None) if compared is None else (compared.from_baseline, compared.from_nadir)
        )
        rows.append(
            [
                point.name,
                f"{point.day:%Y-%m-%d}" if point.day else "not known",
                *(number(ml[region], 1) if region in ml else "–" for region in Region),
                "–" if size is None else number(size.products_mm2, 0),
                *("–" if value is None else f"{value:+.0f} %" for value in percents),
                _category(one),
            ]
        )
    return _table(columns, rows)


def _category(one: Assessment) -> str:
    if one.category is None:
        return one.role.value
    return f"{one.category.value} ({one.standing.value.replace('_', ' ')})"


def _changes(found: FollowUp, changes: Sequence[ChangeMap | None]) -> str:
    rows = [
        [
            f"{change.base} to {change.later}",
            region.value,
            *(number(value, 1) for value in (of.grown_ml, of.shrunk_ml, of.stable_ml)),
            f"{of.change_ml:+.1f}",
            "–" if of.percent is None else f"{of.percent:+.0f}",
            "yes" if alignment is None or alignment.trusted else "NO",
        ]
        for change, alignment in zip(changes, found.alignments, strict=True)
        if change is not None
        for region, of in change.regions.items()
    ]
    columns = [
        "From, to",
        "Region",
        "Grown",
        "Shrunk",
        "Stable",
        "Volume",
        "Volume, %",
        "Alignment trusted",
    ]
    return _table(columns, rows)


def _assessment(one: Assessment) -> str:
    asked = [f"Not told: {QUESTIONS[question]}" for question in one.open]
    title = html.escape(f"{one.name}: {_category(one)}")
    return f"<h3>{title}</h3>" + _list([*(reason.text for reason in one.reasons), *asked])


def _list(texts: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in texts) + "</ul>"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<table cellspacing="0"><tr>{head}</tr>{body}</table>'
