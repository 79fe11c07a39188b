"""``gliovista evaluate``: predictions beside truths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from core.cli.exit_codes import ExitCode
from core.cli.options import Json, Overwrite, takes
from core.cli.output import (
    number,
    print_error,
    print_json,
    print_remark,
    progress_bar,
    table,
    write_text,
)
from core.errors import WritingError
from core.files.outputs import own_input, require_output
from core.labels import LabelConvention, Region
from core.scoring.evaluation import SUMMARISED, Evaluation, Numbering, Scores
from core.scoring.evaluation import evaluate as score
from core.studies.naming import is_nifti_name
from core.studies.pairing import Pairs, case_name, pair


class AnyLabels(StrEnum):
    """Conventions that label maps are read in."""

    AUTO = "auto"
    BRATS2021 = "brats2021"
    BRATS2023 = "brats2023"
    DECATHLON = "decathlon"

    @property
    def convention(self) -> LabelConvention | None:
        """The same, as the core names it; None for ``auto``."""
        return None if self is AnyLabels.AUTO else LabelConvention(self.value)


@dataclass(frozen=True, kw_only=True)
class EvaluateOptions:
    """Options of ``evaluate``."""

    predicted: Annotated[Path, typer.Argument(metavar="PRED", help="Label map, or folder of them.")]
    truth: Annotated[Path, typer.Argument(metavar="TRUTH", help="Label map, or folder of them.")]
    csv: Annotated[Path | None, typer.Option(help="Also write every score to this file.")] = None
    predicted_labels: Annotated[AnyLabels, typer.Option(help="How PRED numbers its labels.")] = (
        AnyLabels.AUTO
    )
    truth_labels: Annotated[AnyLabels, typer.Option(help="How TRUTH numbers its labels.")] = (
        AnyLabels.AUTO
    )
    complete: Annotated[
        bool, typer.Option("--complete", help="Fail when a truth has no prediction.")
    ] = False
    overwrite: Overwrite = False
    json: Json = False


@takes(EvaluateOptions)
def evaluate(options: EvaluateOptions) -> int:
    """Score label maps: Dice, HD95 and lesion-wise scores of WT, TC and ET.

    Files are matched by case name, so CASE_seg.nii.gz and CASE.nii.gz belong together. A
    label that both lack scores Dice 1; the definitions are those of BraTS 2022 and 2023.
    """
    pairs = pair(options.predicted, options.truth)
    if options.csv is not None:
        _require_table(options.csv, pairs, overwrite=options.overwrite)
    with progress_bar("Evaluating") as (progress, _):
        result = score(
            pairs, options.predicted_labels.convention, options.truth_labels.convention, progress
        )
    if options.csv is not None:
        _require_table(options.csv, pairs, overwrite=options.overwrite)
        write_text(options.csv, result.to_csv())
    for line in (
        *_guessed("PRED", "--predicted-labels", result.predicted_numbers),
        *_guessed("TRUTH", "--truth-labels", result.truth_numbers),
    ):
        print_remark(line)
    for path in pairs.without_truth:
        print_remark(f"{path}: no truth has this case's name; passed over.")
    absent = [case_name(path) for path in pairs.without_prediction]
    if absent:
        print_remark(f"No prediction of {len(absent)} cases: {', '.join(absent)}.")
    for name, text in result.failures.items():
        print_error(f"{name}: {text}")
    if options.json:
        print_json({**result.to_dict(), "without_prediction": absent})
    elif result.cases:
        _show(result)
    if not result.cases:
        return ExitCode.UNREADABLE
    failed = bool(result.failures) or (options.complete and bool(absent))
    return ExitCode.SOME_FAILED if failed else ExitCode.OK


def _guessed(side: str, option: str, numbers: Mapping[str, Numbering]) -> list[str]:
    """The remark on label numbers that would mean something else in another convention."""
    doubtful = {name: n for name, n in numbers.items() if n.ambiguous}
    if not doubtful:
        return []
    against = [name for name, n in doubtful.items() if n.oedema_outermost is False]
    looked_at = [n for n in doubtful.values() if n.oedema_outermost is not None]
    why = "as the commoner one"
    if against:
        why = (
            f"but in {len(against)} of them ({', '.join(against[:3])}{', …' * (len(against) > 3)}) "
            "label 1 lies outermost, as oedema does: they are probably the Decathlon's"
        )
    elif looked_at:
        why = "and label 2 lies outermost, as oedema does"
    return [
        f"{side}: the label numbers of {len(doubtful)} of {len(numbers)} files fit both BraTS "
        "(1 necrosis, 2 oedema) and the Medical Segmentation Decathlon (1 oedema, 2 necrosis). "
        f"BraTS was taken, {why}. {option} decathlon takes the other, {option} brats2023 or "
        "brats2021 settles this one."
    ]


def _require_table(path: Path, pairs: Pairs, *, overwrite: bool) -> None:
    """Refuse a table that cannot be written or would replace what is there, before the scoring.

    Raises:
        WritingError: an image's name, one of the label maps, or see :mod:`core.files.outputs`.
    """
    if is_nifti_name(path):
        raise WritingError(f"{path}: expected a name for a table, such as scores.csv.")
    if own_input([path], pairs.files) is not None:
        raise WritingError(
            f"{path}: this is one of the label maps that are compared. Choose another name."
        )
    require_output(path, overwrite=overwrite)


def _show(result: Evaluation) -> None:
    columns = ("case", "", "Dice", "HD95\nmm", "lesion\nDice", "lesion\nHD95",
               "missed", "extra", "PRED\nml", "TRUTH\nml")  # fmt: skip
    rows = [
        (case.name if region is Region.WT else "", region.value, *_cells(case.regions[region]))
        for case in result.cases
        for region in Region
    ]
    for middle in ("mean", "median") if len(result.cases) > 1 else ():
        for region, scores in result.summary().items():
            values = [number(scores[s][middle], 3 if "dice" in s else 1) for s in SUMMARISED]
            rows.append((middle if region is Region.WT else "", region.value, *values, *[""] * 4))
    table("", columns, rows)


def _cells(s: Scores) -> tuple[str, ...]:
    return (
        number(s.dice),
        number(s.hd95_mm, 1),
        number(s.lesion_dice),
        number(s.lesion_hd95_mm, 1),
        str(s.missed),
        str(s.invented),
        number(s.predicted_ml, 1),
        number(s.truth_ml, 1),
    )
