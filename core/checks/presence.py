"""Too few sequences, or fewer than all four."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from core.studies.findings import Finding, Severity
from core.studies.sequences import NEEDED, absent, enough
from core.studies.study import Modality


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
        text += (
            " Without T1Gd, tumour core and enhancing tumour cannot be told: of the result only "
            "the whole tumour counts."
        )
    yield Finding("sequence_absent", Severity.WARNED, text, None, values)
