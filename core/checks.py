"""The pre-flight check: what is wrong with four volumes, before any network runs.

Statistics are taken over a sub-lattice of voxels where that is sound, so that the check of
four 240 × 240 × 155 volumes takes about a tenth of a second. Thresholds and what they were
measured on stand in ``docs/CHECKS.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.content_checks import check_contents, check_duplicates
from core.findings import Checked, Finding, Severity, refused
from core.grid_checks import check_header, check_spacing, on_one_grid
from core.head_checks import check_head
from core.sequence_order import check_order
from core.study import Modality, Study, Volume

__all__ = ["Checked", "Finding", "Severity", "check", "refused"]


def check(volumes: Mapping[Modality, Volume], name: str) -> Checked:
    """Check volumes that were read, repair what can be repaired, and make a study of them.

    The first modality's grid is the study's grid. Nothing is written and the given volumes
    are not changed; a repaired volume is a new one.

    Args:
        volumes: one volume per modality; any number of modalities.
        name: the study's name, for titles and sentences.

    Returns:
        The study, or None with the findings that refuse it.
    """
    ordered = {m: volumes[m] for m in Modality if m in volumes}
    findings: list[Finding] = []
    repaired = {}
    for modality, volume in ordered.items():
        repaired[modality], found = check_contents(modality, volume)
        findings += found
    findings += check_duplicates(repaired)
    repaired, found = on_one_grid(repaired)
    findings += found
    for modality, volume in repaired.items():
        findings += check_header(modality, volume)
    findings += check_spacing(repaired)
    sound = not refused(tuple(findings))
    findings += _of_the_head(repaired, sound)
    order = list(Severity)
    findings.sort(key=lambda f: order.index(f.severity))
    study = Study(name, repaired) if sound and repaired else None
    return Checked(study, tuple(findings))


def _of_the_head(volumes: Mapping[Modality, Volume], sound: bool) -> Iterator[Finding]:
    """Findings about the anatomy, which need data that are sound and on one grid."""
    yield from check_head(volumes)
    if sound:
        yield from check_order(volumes)
