"""How a brain extractor does on heads it has not seen, by the program's own path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from core.brain_extraction.extraction import extract_brain
from core.brain_extraction.package import BrainModel
from core.errors import CheckError
from training.brain.heads import TEACHERS, RawHead, read_head

LEAST_DICE = 0.97
MOST_CUT = 0.005
"""The floors: Dice to the teacher, and the share of the tumour that may be cut away."""


@dataclass(frozen=True)
class Row:
    """One head, one input.

    Attributes:
        head: its name.
        input: the sequences, joined by ``+``.
        teacher: who masked it, see :data:`training.brain.heads.TEACHERS`.
        dice: to the teacher's mask.
        cut: share of the tumour's voxels that lie outside, 0 to 1.
        teacher_cut: the same of the teacher's own mask.
        ml, teacher_ml: volumes.
        seconds: of the extraction, the files being in memory.
        failed: what the program said instead, or empty.
    """

    head: str
    input: str
    teacher: str
    dice: float
    cut: float
    teacher_cut: float
    ml: float
    teacher_ml: float
    seconds: float
    failed: str = ""


def measure(head: RawHead, model: BrainModel, inputs: Iterable[Sequence[str]]) -> list[Row]:
    """Extract one head's brain from each of some sets of its sequences."""
    rows = []
    for names in inputs:
        volumes = {name: head.volumes[name] for name in names}
        joined = "+".join(names)
        voxel_ml = next(iter(volumes.values())).grid.voxel_ml
        teacher_ml = float(head.teacher.sum()) * voxel_ml
        teacher_cut = _cut(head.teacher, head.tumour)
        try:
            brain = extract_brain(volumes, model)
        except CheckError as error:
            nothing = Row(
                head.name, joined, head.taught_by, 0, 1, teacher_cut, 0, teacher_ml, 0, str(error)
            )
            rows.append(nothing)
            continue
        both = float((brain.mask & head.teacher).sum())
        dice = 2 * both / float(brain.mask.sum() + head.teacher.sum())
        cut = _cut(brain.mask, head.tumour)
        figures = (dice, cut, teacher_cut, brain.ml, teacher_ml, brain.seconds)
        rows.append(Row(head.name, joined, head.taught_by, *figures))
    return rows


def each_alone_and_all(head: RawHead) -> list[tuple[str, ...]]:
    """Every sequence of a head by itself, and all together."""
    names = tuple(head.volumes)
    return [(n,) for n in names] + ([names] if len(names) > 1 else [])


def measured(
    folders: Iterable[Path], masks: Path, model: BrainModel, margins_mm: Sequence[float]
) -> dict[float, list[Row]]:
    """Rows of all heads for each margin; every network pass of a margin is run anew."""
    rows: dict[float, list[Row]] = {margin: [] for margin in margins_mm}
    for folder in folders:
        head = read_head(folder, masks)
        for margin in margins_mm:
            widened = BrainModel(replace(model.package, margin_mm=margin), model.engine)
            rows[margin] += measure(head, widened, each_alone_and_all(head))
    return rows


def summary(rows: Sequence[Row]) -> dict[str, Any]:
    """Means and worst cases by kind of input; Dice of the heads of the first teacher alone."""
    kinds = sorted({_kind(row) for row in rows})
    return {kind: _one_summary([r for r in rows if _kind(r) == kind]) for kind in kinds}


def table(figures: Mapping[str, Any]) -> str:
    """The summary as a Markdown table."""
    lines = [
        "| input | heads with Dice | Dice to | mean | least | under .97 | heads with tumour "
        "| cut away, mean | most | over .5 % | teacher's most | s |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {kind} | {f['taught']} | {f['teacher']} | {f['dice']:.3f} | {f['least_dice']:.3f} "
        f"| {f['dice_under']} | {f['heads']} | {f['cut']:.2%} | {f['most_cut']:.2%} "
        f"| {f['cut_over']} | {f['teacher_most_cut']:.2%} | {f['seconds']:.2f} |"
        for kind, f in figures.items()
    ]
    return "\n".join(lines)


def save(path: Path, rows: Sequence[Row], figures: Mapping[str, Any]) -> None:
    """Write the rows and their summary as JSON."""
    content = {"summary": figures, "rows": [asdict(row) for row in rows]}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _one_summary(rows: Sequence[Row]) -> dict[str, Any]:
    cut = np.array([r.cut for r in rows])
    best = next((t for t in TEACHERS if any(r.teacher == t for r in rows)), "")
    dice = np.array([r.dice for r in rows if r.teacher == best])
    return {
        "heads": len(rows),
        "teacher": best,
        "taught": len(dice),
        "dice": float(dice.mean()),
        "least_dice": float(dice.min()),
        "dice_under": int((dice < LEAST_DICE).sum()),
        "cut": float(cut.mean()),
        "most_cut": float(cut.max()),
        "cut_over": int((cut > MOST_CUT).sum()),
        "teacher_most_cut": max(r.teacher_cut for r in rows),
        "seconds": float(np.median([r.seconds for r in rows])),
    }


def _kind(row: Row) -> str:
    return "all" if "+" in row.input else row.input


def _cut(mask: Any, tumour: Any) -> float:
    total = int(np.count_nonzero(tumour))
    return int(np.count_nonzero(tumour & ~mask)) / total if total else 0.0
