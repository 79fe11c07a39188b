"""Sequences that a study lacks: which it may lack, and what that costs.

The network learnt with sequences blanked at random (:func:`training.augment.disturb`), so it
answers without one or two of them, but less well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.findings import Finding, Severity
from core.labels import Region
from core.study import Modality

if TYPE_CHECKING:
    from core.model_package import ModelPackage

FEWEST = 2
TELLING = (Modality.T1GD, Modality.FLAIR)
"""One of these must be there: without both, neither core nor oedema can be told."""

NEEDED = "Two sequences at least are needed, T1Gd or FLAIR among them."


def absent(present: Collection[Modality]) -> tuple[Modality, ...]:
    """The sequences that are not among some, in the order of :class:`Modality`."""
    return tuple(m for m in Modality if m not in present)


def enough(present: Collection[Modality]) -> bool:
    """Whether a study of these sequences can be segmented; :data:`NEEDED` says the rule."""
    return len(present) >= FEWEST and any(m in present for m in TELLING)


def check_absence(present: Collection[Modality]) -> Iterator[Finding]:
    """Refuse a study with too few sequences, and warn of one without all of them."""
    missing = absent(present)
    if not present or not missing:
        return
    there = " and ".join(m.value for m in Modality if m in present)
    names = " and ".join(m.value for m in missing)
    values: dict[str, str | float] = {"sequences": ", ".join(m.value for m in missing)}
    if not enough(present):
        text = f"Of the four sequences there is only {there}. {NEEDED}"
        yield Finding("too_few_sequences", Severity.REFUSED, text, None, values)
        return
    text = (
        f"This study lacks {names}: the result is less accurate than one of all four sequences, "
        "so check it by eye."
    )
    if Modality.T1GD in missing:
        text += " Without T1Gd, enhancing tumour cannot be told from the rest: do not trust ET."
    yield Finding("sequence_absent", Severity.WARNED, text, None, values)


def shipped_package() -> ModelPackage | None:
    """The model package that comes with the program; None where it cannot be read.

    Whoever segments is told then; a study is opened without its scores.
    """
    from core.errors import ModelPackageError
    from core.model_package import read_package, shipped_packages

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
    from core.inference import held_out_dice
    from core.passes import Mode

    model = package()
    if model is None:
        return finding
    without = dice_without(model.scores, str(finding.values["sequences"]).split(", "))
    if len(without) < len(Region):
        return finding
    whole = held_out_dice(model, Mode.FAST)
    found, expected = _listed(without), _listed(whole)
    if whole:
        text = f"Mean Dice over held-out cases: {found} instead of {expected} with all four."
    else:
        text = f"Mean Dice over held-out cases: {found}."
    values = dict(finding.values)
    values |= {region.value: dice for region, dice in without.items()}
    values |= {f"{region.value}_all": dice for region, dice in whole.items()}
    return replace(finding, text=f"{finding.text} {text}", values=values)


def _listed(dice: Mapping[Region, float]) -> str:
    return ", ".join(f"{region} {value:.2f}" for region, value in dice.items())
