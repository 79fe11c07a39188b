"""What the pre-flight check finds: values that say what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.studies.study import Modality, Study


class Severity(StrEnum):
    """What a finding means for the study."""

    REFUSED = "refused"
    """The study is not opened: a result would be wrong or impossible."""
    REPAIRED = "repaired"
    """The program changed something, said what, and goes on."""
    WARNED = "warned"
    """The study is opened as it is; a person should look."""


@dataclass(frozen=True)
class Finding:
    """One thing that the pre-flight check found.

    Attributes:
        code: stable name of the kind of finding, by which the window translates it.
        severity: refused, repaired or warned.
        text: one English sentence that a person can act on.
        modality: the sequence it is about; None when it is about several.
        values: the names and numbers that the sentence was made from.
    """

    code: str
    severity: Severity
    text: str
    modality: Modality | None = None
    values: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """What the pre-flight check gives.

    Attributes:
        study: the study, repaired where that was possible; None when a finding refuses it.
        findings: every finding, those that refuse first.
    """

    study: Study | None
    findings: tuple[Finding, ...]


ABOUT_RESULTS = frozenset(
    {"sequence_absent", "thick_slices", "anisotropic", "oblique", "sheared", "part_of_brain"}
)
"""Warnings of what a result will be like, which a study that is refused will not have."""


def refused(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings for which a study is not opened."""
    return tuple(f for f in findings if f.severity is Severity.REFUSED)
