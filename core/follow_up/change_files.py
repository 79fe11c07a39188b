"""Maps of what changed as NIfTI files, on the grid of the earlier time point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from core.files.writing import write_volume
from core.follow_up.change import ChangeMap
from core.follow_up.time_point import TimePoint
from core.labels import Region
from core.progress import Progress, no_progress

_DESCRIPTION = b"Gliovista change: 1 stable, 2 grown, 3 shrunk; research use only"
_NO_NAME = re.compile(r"[^\w.-]+")


def change_paths(folder: Path, names: Sequence[str]) -> tuple[dict[Region, Path], ...]:
    """Where :func:`write_changes` writes: for each step from a time point to the next.

    Args:
        folder: that they lie in.
        names: of the time points, in their order.
    """
    plain = [_NO_NAME.sub("_", name).strip("_") for name in names]
    return tuple(
        {
            # The number keeps steps apart whose names a disk takes for one.
            region: folder / f"change_{n:02d}_{plain[n - 1]}_to_{plain[n]}_{region.value}.nii.gz"
            for region in Region
        }
        for n in range(1, len(plain))
    )


def write_changes(
    folder: Path,
    points: Sequence[TimePoint],
    changes: Sequence[ChangeMap | None],
    progress: Progress = no_progress,
) -> list[Path]:
    """Write one file for each step and region, uint8 by :class:`core.follow_up.change.Change`.

    Args:
        folder: exists.
        points: in their order.
        changes: of each against the one before; None where there is none to write.
        progress: called for each file; may raise ``Cancelled``.

    Returns:
        What was written.

    Raises:
        WritingError: the folder or the disk refused, or a file did not read back alike.
    """
    wanted = [
        (points[n].study.reference, map_, paths[region])
        for n, (paths, change) in enumerate(
            zip(change_paths(folder, [p.name for p in points]), changes[1:], strict=True)
        )
        if change is not None
        for region, map_ in change.maps.items()
    ]
    for number, (reference, values, path) in enumerate(wanted):
        progress(number, len(wanted), "writing")
        write_volume(values, reference, path, description=_DESCRIPTION)
    return [path for _, _, path in wanted]
