"""Which way the axes of files run that do not say so themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.checks.preflight import Checked, check
from core.errors import ReadingError
from core.files.nifti import assumed_header, is_assumed, states_place
from core.opening.head_axes import HeadAxes, head_axes
from core.space.affine import Affine, Grid, axes_affine
from core.studies.findings import Finding, Severity
from core.studies.study import AxesFrom, Modality, Volume

BRATS_SHAPE = (240, 240, 155)
BRATS_AFFINE: Affine = np.array(
    [[-1.0, 0, 0, 0], [0, -1.0, 0, 239.0], [0, 0, 1.0, 0], [0, 0, 0, 1.0]]
)
"""Where every BraTS file of 2017 to 2023 lies: SRI24's space at 1 mm, axes L, P, S."""

_MIRRORED = str.maketrans("LR", "RL")


@dataclass(frozen=True)
class Placed:
    """Volumes that all have a place.

    Attributes:
        volumes: as given, or with the affine that was taken.
        axes_from: who says so.
        finding: what was taken; None where the files say it themselves.
    """

    volumes: Mapping[Modality, Volume]
    axes_from: AxesFrom = AxesFrom.FILE
    finding: Finding | None = None


def check_placed(volumes: Mapping[Modality, Volume], name: str, axes: str | None = None) -> Checked:
    """Say where volumes lie whose files do not, then :func:`core.checks.preflight.check` all.

    Args:
        volumes: one volume per modality, as read.
        name: the study's name.
        axes: axis codes that the person states, for files that do not.

    Raises:
        ReadingError: ``axes`` contradicts a file that says itself how its axes run.
    """
    placed = place(volumes, axes)
    checked = check(placed.volumes, name)
    findings = list(checked.findings)
    if placed.finding is not None:
        findings = [f for f in findings if f.code != "no_orientation"]
        order = list(Severity)
        findings = sorted([placed.finding, *findings], key=lambda f: order.index(f.severity))
    study = checked.study and replace(checked.study, axes_from=placed.axes_from)
    return Checked(study, tuple(findings))


def place(volumes: Mapping[Modality, Volume], axes: str | None = None) -> Placed:
    """Give volumes a place whose files state none.

    In this order count: what the person states; the grid of BraTS for an array of its shape, unless
    the head clearly lies another way in it; the head. Values and their order never change.

    Args:
        volumes: one volume per modality.
        axes: axis codes such as ``"LPS"``.

    Raises:
        ReadingError: a file says itself that its axes run another way.
    """
    unsaid = {m: v for m, v in volumes.items() if _open_to_statement(v)}
    if axes is not None:
        _require_no_contradiction({m: v for m, v in volumes.items() if m not in unsaid}, axes)
        return _taken(volumes, unsaid, axes, AxesFrom.STATED) if unsaid else Placed(volumes)
    placeless = {m: v for m, v in unsaid.items() if not states_place(v.header)}
    if not placeless and len(unsaid) == len(volumes):
        return Placed(volumes, finding=_doubt(volumes, _told(volumes)))
    if not placeless or len(placeless) < len(volumes):
        # Of files that say it and files that do not, the check of their grids speaks.
        return Placed(volumes)
    return _by_shape(volumes, _told(volumes))


def _told(volumes: Mapping[Modality, Volume]) -> HeadAxes | None:
    """What the head says of axes that all volumes share."""
    if not volumes or not _one_lattice([v.grid for v in volumes.values()]):
        return None
    first = next(iter(volumes.values()))
    spacing_mm = None if _sizeless(first) else first.grid.spacing_mm
    return head_axes([v.data for v in volumes.values()], spacing_mm)


def _by_shape(volumes: Mapping[Modality, Volume], told: HeadAxes | None) -> Placed:
    """The grid of BraTS for arrays of its shape, the head's axes for others."""
    sure = told is not None and told.sure
    if all(_like_brats(v.grid) for v in volumes.values()) and not (
        told is not None and sure and not _alike(told.axes, "LPS")
    ):
        return _taken(volumes, volumes, "LPS", AxesFrom.BRATS)
    if told is None:
        return Placed(volumes, AxesFrom.NOBODY)
    return _taken(volumes, volumes, told.axes, AxesFrom.HEAD if sure else AxesFrom.HEAD_UNSURE)


def _open_to_statement(volume: Volume) -> bool:
    """Whether a file says nothing of its place, or what is written where nobody knows it."""
    if volume.path is None:
        return False
    return not states_place(volume.header) or np.array_equal(volume.affine, np.eye(4))


def _require_no_contradiction(volumes: Mapping[Modality, Volume], axes: str) -> None:
    for modality, volume in volumes.items():
        found = volume.grid.axis_codes
        if found != axes:
            raise ReadingError(
                f"{volume.path or modality.value}: its header says that its axes run {found}, not "
                f"{axes}. Axes are stated for files that do not say it themselves."
            )


def _one_lattice(grids: list[Grid]) -> bool:
    first = grids[0]
    return all(
        g.shape == first.shape and np.allclose(g.spacing_mm, first.spacing_mm, rtol=0.01)
        for g in grids
    )


def _like_brats(grid: Grid) -> bool:
    return grid.shape == BRATS_SHAPE and np.allclose(grid.spacing_mm, 1.0, atol=0.01)


def _alike(one: str, other: str) -> bool:
    """Whether axes are the same but for left and right."""
    return one in (other, other.translate(_MIRRORED))


def _taken(
    volumes: Mapping[Modality, Volume],
    placeless: Mapping[Modality, Volume],
    axes: str,
    source: AxesFrom,
) -> Placed:
    out = {m: _on_axes(v, axes, source) if m in placeless else v for m, v in volumes.items()}
    return Placed(out, source, _finding(placeless, axes, source))


def _on_axes(volume: Volume, axes: str, source: AxesFrom) -> Volume:
    """The volume with the affine of some axes; an array's header takes it too, a file's stays."""
    grid = volume.grid
    brats = axes == "LPS" and _like_brats(grid)
    affine = BRATS_AFFINE if brats else axes_affine(axes, grid.shape, grid.spacing_mm)
    if not is_assumed(volume.header):
        return replace(volume, affine=affine)
    header = assumed_header(volume.data, affine, f"{axes}, {source}")
    return replace(volume, affine=affine, header=header)


def _finding(placeless: Mapping[Modality, Volume], axes: str, source: AxesFrom) -> Finding:
    names = ", ".join(placeless)
    spelt = "-".join(axes)
    mirrored = "-".join(axes.translate(_MIRRORED))
    values: dict[str, str | float] = {"sequences": names, "axes": axes, "from": source.value}
    subject = f"The file of {names} does not say which way its axes run."
    # An array says nothing of its voxels' size either; BraTS's grid includes it.
    size = " Voxels of 1 mm were assumed." if any(map(_sizeless, placeless.values())) else ""
    if source is AxesFrom.STATED:
        text = f"The axes were taken to run {spelt}, as was stated for the file of {names}.{size}"
        return Finding("axes_stated", Severity.REPAIRED, text, None, values)
    if source is AxesFrom.BRATS:
        text = (
            f"{subject} Its shape is that of BraTS, so they were taken to run L-P-S on BraTS's "
            "grid, left and right included."
        )
        return Finding("axes_of_brats", Severity.REPAIRED, text, None, values)
    if source is AxesFrom.HEAD:
        text = (
            f"{subject} By the shape of the head they were taken to run {spelt}. It does not tell "
            f"left from right: {mirrored} is as likely, so every side is a guess. State the axes "
            f"if you know them.{size}"
        )
        return Finding("axes_of_head", Severity.WARNED, text, None, values)
    text = (
        f"{subject} The shape of the head hardly tells it; they were taken to run {spelt}, which "
        "may be wrong, and so may be the result. Look at the views, and state the axes if you know "
        f"them.{size}"
    )
    return Finding("axes_unsure", Severity.WARNED, text, None, values)


def _sizeless(volume: Volume) -> bool:
    return is_assumed(volume.header)


def _doubt(volumes: Mapping[Modality, Volume], told: HeadAxes | None) -> Finding | None:
    """The warning of an identity for an affine that the head contradicts."""
    if told is None or not told.sure or _alike(told.axes, "RAS"):
        return None
    spelt = "-".join(told.axes)
    text = (
        "The header gives the identity as the place, as programs write it that know none, and the "
        f"head lies as if the axes ran {spelt}, not R-A-S. R-A-S was taken: state the axes if that "
        "is wrong."
    )
    values: dict[str, str | float] = {"sequences": ", ".join(volumes), "axes": told.axes}
    return Finding("axes_doubtful", Severity.WARNED, text, None, values)
