"""``gliovista info`` of DICOM: the series that lie there, what each was taken for, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.cli.exit_codes import ExitCode
from core.cli.output import console, print_json, print_remark, progress_bar, table
from core.dicom.finding import find_series
from core.dicom.recognising import Candidate, RecognisedSeries, recognise
from core.dicom.series import Facts, Series
from core.studies.study import Modality

_COLUMNS = ("series", "description", "plane", "slices", "mm", "TR / TE / TI ms", "taken for")


def info_dicom(source: Path, *, json: bool, identify: bool) -> ExitCode:
    """List the series of each study; of the patient nothing but a number, unless asked for.

    Raises:
        ReadingError: nothing there can be read as DICOM.
    """
    with progress_bar("Looking") as (progress, _):
        found = find_series([source], progress)
    studies = [(series, recognise(series)) for series in found.studies]
    if json:
        print_json(
            {
                "studies": [_study_as_json(s, told, identify) for s, told in studies],
                "problems": list(found.problems),
                "other_files": found.others,
            }
        )
        return ExitCode.OK
    for series, told in studies:
        _show(series, told, identify)
    for problem in found.problems:
        print_remark(problem)
    return ExitCode.OK


def _study_as_json(
    series: Sequence[Series], told: RecognisedSeries, identify: bool
) -> dict[str, Any]:
    first = series[0]
    taken = {id(c.series): c for some in told.candidates.values() for c in some}
    unknown = {id(one): why for one, why in told.unknown}
    made = {
        "patient": first.patient,
        "study": first.study,
        "sequences": {m.value: _chosen_as_json(c) for m, c in told.chosen.items()},
        "doubts": {m.value: why for m, why in told.doubts.items()},
        "series": [_series_as_json(s, taken.get(id(s)), unknown.get(id(s))) for s in series],
    }
    if identify:
        uids = [one.identity.series_uid for one in series]
        made |= {"identity": asdict(first.identity), "series_uids": uids}
    return made


def _chosen_as_json(c: Candidate) -> dict[str, Any]:
    return {"series": c.series.facts.number, "part": c.series.part, "reason": c.reason}


def _series_as_json(one: Series, taken: Candidate | None, unknown: str | None) -> dict[str, Any]:
    reason = taken.reason if taken else unknown or one.verdict.reason
    return {
        "part": one.part,
        "told_apart_by": one.told_apart_by,
        **asdict(one.facts),
        "usable": one.verdict.usable,
        "set_aside": one.verdict.code,
        "taken_for": taken.modality.value if taken else None,
        "confidence": taken.confidence if taken else None,
        "reason": reason,
        "remarks": list(one.verdict.remarks),
    }


def _show(series: Sequence[Series], told: RecognisedSeries, identify: bool) -> None:
    out = console()
    first = series[0]
    out.print(f"Patient {first.patient}, study {first.study}", markup=False)
    if identify:
        who = first.identity
        said = (who.patient_name, who.patient_id, who.birth_date, who.study_date)
        out.print(f"  {', '.join(filter(None, said))}", markup=False)
        for one in series:
            out.print(f"  {one.title}: {one.identity.series_uid}", markup=False)
    taken = {id(c.series): m for m, c in told.chosen.items()}
    table("", _COLUMNS, [_row(one, taken.get(id(one))) for one in series])
    for modality in Modality:
        out.print(f"  {modality.value:5} {_what_of(modality, told)}", markup=False)
    for one, why in told.unknown:
        out.print(f"  Not used: {one.title}: {why}", markup=False)
    for one in series:
        if not one.verdict.usable:
            out.print(f"  Set aside: {one.title}: {one.verdict.reason}", markup=False)
        for remark in one.verdict.remarks:
            out.print(f"  {one.title}: {remark}", markup=False)


def _what_of(modality: Modality, told: RecognisedSeries) -> str:
    if modality in told.chosen:
        c = told.chosen[modality]
        return f"{c.series.title}, {c.confidence:.0%} sure: {c.reason}"
    return f"in doubt: {told.doubts[modality]}" if modality in told.doubts else "not found"


def _row(one: Series, taken: Modality | None) -> tuple[str, ...]:
    facts = one.facts
    number = "–" if facts.number is None else str(facts.number)
    if taken is not None:
        what = taken.value
    else:
        what = "–" if one.verdict.code is None else one.verdict.code.value.replace("_", " ")
    return (
        number + (f".{one.part}" if one.part else ""),
        facts.description or "–",
        facts.plane.value if facts.plane else "–",
        str(facts.slices),
        _millimetres(facts),
        " / ".join("–" if t is None else f"{t:.4g}" for t in (facts.tr_ms, facts.te_ms,
                                                              facts.ti_ms)),
        what,
    )  # fmt: skip


def _millimetres(facts: Facts) -> str:
    if facts.spacing_mm is None:
        return "–"
    step = "–" if facts.step_mm is None else f"{facts.step_mm:.3g}"
    return " × ".join([*(f"{mm:.3g}" for mm in facts.spacing_mm), step])
