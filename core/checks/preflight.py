"""The pre-flight check: what is wrong with four volumes, before any network runs.

Statistics are taken over a sub-lattice of voxels where that is sound, so that the check of
four 240 × 240 × 155 volumes takes about a tenth of a second. Thresholds and what they were
measured on stand in ``docs/CHECKS.md``.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.checks.contents import check_contents, check_duplicates
from core.checks.enhancement import check_enhancement
from core.checks.grids import check_headers, check_spacing, on_one_grid
from core.checks.heads import check_alignment, check_head
from core.checks.presence import check_absence
from core.checks.sequence_order import check_order
from core.studies.findings import Checked, Finding, Severity, refused
from core.studies.study import Modality, Study, Volume

__all__ = ["Checked", "Finding", "Severity", "check", "refused"]


def check(volumes: Mapping[Modality, Volume], name: str) -> Checked:
    """Check volumes that were read, repair what can be repaired, and make a study of them.

    The first modality's grid is the study's grid. Nothing is written and the given volumes
    are not changed; a repaired volume is a new one.

    Args:
        volumes: one volume per modality; :func:`core.studies.sequences.enough` of them.
        name: the study's name, for titles and sentences.

    Returns:
        The study, or None with the findings that refuse it.
    """
    ordered = {m: volumes[m] for m in Modality if m in volumes}
    findings: list[Finding] = [*check_absence(ordered)]
    repaired = {}
    for modality, volume in ordered.items():
        repaired[modality], found = check_contents(modality, volume)
        findings += found
    broken = {f.modality for f in refused(tuple(findings))}
    findings += check_headers(ordered)
    findings += check_duplicates({m: v for m, v in repaired.items() if m not in broken})
    repaired, found = on_one_grid(repaired)
    findings += [*found, *check_spacing(repaired)]
    head = list(check_head({m: v for m, v in repaired.items() if m not in broken}))
    findings += head
    sound = not refused(tuple(findings))
    # Outlines and the rule for exchanged sequences make sense for brains without skull.
    if sound and not any(f.code == "skull" for f in head):
        findings += check_alignment(repaired)
        flat = {f.modality for f in head if f.code == "no_contrast"}
        findings += check_order({m: v for m, v in repaired.items() if m not in flat})
    if sound and not _says_exchanged(findings):
        findings += check_enhancement(repaired)
    order = list(Severity)
    findings.sort(key=lambda f: order.index(f.severity))
    study = Study(name, repaired) if sound and repaired else None
    return Checked(study, tuple(findings))


def _says_exchanged(findings: list[Finding]) -> bool:
    """Whether T1 or T1Gd are already said to look like something else."""
    named = [str(f.values["named"]).split(", ") for f in findings if f.code == "swapped"]
    return any(m in names for names in named for m in (Modality.T1, Modality.T1GD))
