"""What others call sequences, labels and regions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.foreign_models.original import refused
from core.labels import REGION_LABELS, Label, Region
from core.studies.sequence_words import read_name
from core.studies.study import Modality

_LABELS: tuple[tuple[Label | None, str], ...] = (
    (None, r"background|bg"),
    (
        Label.NCR,
        r"ncr|net|ncr ?net|(?:necrotic|necrosis|necrotic core|(?:necrotic )?(?:and )?non ?enhancing"
        r"(?: core)?)(?: ?tumou?r)?(?: core)?|necrotic tumou?r core",
    ),
    (Label.ED, r"ed|(?:peritumou?ral )?(?:o?edema|edematous tissue)|snfh"),
    (Label.ET, r"et|(?:gd )?(?:contrast )?enhancing(?: tumou?r)?(?: core)?|enhancing tissue"),
)
"""Names of single labels, tried as wholes; None is what is no tumour."""

_REGIONS: tuple[tuple[Region, str], ...] = (
    (Region.WT, r"wt|whole(?: ?tumou?r)?|tumou?r whole"),
    (Region.TC, r"tc|tumou?r ?core|core"),
    (Region.ET, _LABELS[3][1]),
)


def sequences(names: Sequence[str], where: Path) -> tuple[Modality, ...]:
    """The sequences that channel names speak of, in their order.

    Raises:
        ModelPackageError: a name tells none of the four, or two tell the same.
    """
    found = []
    for name in names:
        hit = read_name(name)
        if hit is None:
            raise refused(
                where,
                f"its input channel “{name}” is none of T1, T1Gd, T2 and FLAIR. Only models of "
                "these four sequences can be brought.",
            )
        found.append(hit.modality)
    if len(set(found)) < len(found):
        raise refused(
            where, f"two of its input channels ({', '.join(names)}) speak of the same sequence."
        )
    return tuple(found)


def regions_of_channels(names: Sequence[str], where: Path) -> dict[Region, tuple[int, ...]]:
    """The output channel of each region, of a network that answers by regions.

    Raises:
        ModelPackageError: a region has no channel.
    """
    found: dict[Region, tuple[int, ...]] = {}
    for number, name in enumerate(names):
        region = _match(_REGIONS, name)
        if isinstance(region, Region):
            found.setdefault(region, (number,))
    return _all_three(found, names, where)


def regions_of_labels(labels: Mapping[int, str], where: Path) -> dict[Region, tuple[int, ...]]:
    """The output channels that add up to each region, of a network whose labels exclude another.

    Args:
        labels: name of each output channel.
        where: for the error.

    Raises:
        ModelPackageError: a label is unknown, such as a resection cavity, or one is not there.
    """
    by_label: dict[Label, list[int]] = {}
    for number, name in labels.items():
        if not _known(_LABELS, name):
            raise refused(
                where,
                f"its label “{name}” is none of necrotic core (NCR), oedema (ED) and enhancing "
                "tumour (ET), and this program has no other.",
            )
        label = _match(_LABELS, name)
        if isinstance(label, Label):
            by_label.setdefault(label, []).append(number)
    found = {
        region: tuple(n for label in inside for n in by_label.get(label, ()))
        for region, inside in REGION_LABELS.items()
        if all(label in by_label for label in inside)
    }
    return _all_three(found, list(labels.values()), where)


def speaks_of_regions(names: Sequence[str]) -> bool:
    """Whether channel names are those of nested regions and not of labels."""
    return any(isinstance(_match(_REGIONS[:2], name), Region) for name in names)


def _all_three(
    found: Mapping[Region, tuple[int, ...]], names: Sequence[str], where: Path
) -> dict[Region, tuple[int, ...]]:
    missing = [region.value for region in Region if region not in found]
    if missing:
        raise refused(
            where,
            f"its outputs ({', '.join(names)}) do not tell {', '.join(missing)}. This program "
            "needs whole tumour (WT), tumour core (TC) and enhancing tumour (ET).",
        )
    return {region: found[region] for region in Region}


def _plain(name: str) -> str:
    return " ".join(re.split(r"[^a-z0-9]+", name.lower())).strip()


def _match(table: Sequence[tuple[Label | Region | None, str]], name: str) -> object:
    return next((what for what, words in table if re.fullmatch(words, _plain(name))), None)


def _known(table: Sequence[tuple[Label | Region | None, str]], name: str) -> bool:
    return any(re.fullmatch(words, _plain(name)) for _, words in table)
