"""What it costs that a study lacks sequences, as far as the model's card tells.

The network learnt with sequences blanked at random (:func:`training.data.augment.disturb`), so it
answers without one or two of them, but less well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from core.errors import ModelPackageError
from core.labels import Region
from core.segmenting.inference import held_out_dice
from core.segmenting.model_package import ModelPackage, read_package, shipped_packages
from core.segmenting.passes import Mode
from core.studies.findings import Finding


def shipped_package() -> ModelPackage | None:
    """The model package that comes with the program; None where it cannot be read.

    Whoever segments is told then; a study is opened without its scores.
    """
    try:
        return read_package(shipped_packages()[-1])
    except (ModelPackageError, IndexError):
        return None


def with_scores(
    findings: Iterable[Finding], package: Callable[[], ModelPackage | None]
) -> tuple[Finding, ...]:
    """Say in the finding of an absent sequence how much accuracy that costs, where measured.

    Args:
        findings: of the pre-flight check.
        package: gives the model's, None where there is none; called only if it matters.

    Returns:
        The same findings; that of absence with another sentence, and the values ``WT``, ``TC``,
        ``ET`` (mean Dice without the sequence) and ``WT_all``, ``TC_all``, ``ET_all``.
    """
    return tuple(_with_scores(f, package) if f.code == "sequence_absent" else f for f in findings)


def dice_without(scores: Mapping[str, Any], missing: Collection[str]) -> dict[Region, float]:
    """Mean held-out Dice of each region without some sequences; empty where not measured.

    Args:
        scores: of a model package; below ``"missing"`` they are by the sequences that were
            blanked, such as ``{"T1+T2": {"WT": {"dice": 0.8}}}``.
        missing: names of sequences, in any order.
    """
    for names, regions in scores.get("missing", {}).items():
        if set(names.split("+")) == set(missing):
            return {r: float(regions[r]["dice"]) for r in Region if r in regions}
    return {}


def _with_scores(finding: Finding, package: Callable[[], ModelPackage | None]) -> Finding:
    model = package()
    if model is None:
        return finding
    without = dice_without(model.scores, str(finding.values["sequences"]).split(", "))
    if len(without) < len(Region):
        return finding
    whole = held_out_dice(model, Mode.FAST)
    found, expected = _listed(without), _listed(whole)
    # By its name: another model may segment, which nobody asked how it does without.
    name = model.name
    if whole:
        text = (
            f"Mean Dice of {name} over held-out cases: {found} instead of {expected} with all four."
        )
    else:
        text = f"Mean Dice of {name} over held-out cases: {found}."
    values = dict(finding.values)
    values |= {region.value: dice for region, dice in without.items()}
    values |= {f"{region.value}_all": dice for region, dice in whole.items()}
    return replace(finding, text=f"{finding.text} {text}", values=values)


def _listed(dice: Mapping[Region, float]) -> str:
    return ", ".join(f"{region} {value:.2f}" for region, value in dice.items())
