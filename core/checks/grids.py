"""Checks of geometry: one grid for all sequences, spacing, orientation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import nibabel as nib
import numpy as np

from core.files.header_repairs import former_unit
from core.files.nifti import states_place
from core.space.affine import GRID_TOLERANCE_MM, Affine, Grid, grid_difference_mm
from core.studies.findings import Finding, Severity
from core.studies.study import Modality, Volume

MIN_SPACING_MM, MAX_SPACING_MM = 0.2, 10.0
"""Outside of these no clinical head scan lies; a header with wrong units does."""

THICK_SLICE_MM = 3.0
"""The model learnt from 1 mm voxels; slices thicker than this blur a tumour's edge by more
than most of its rim is wide."""

ANISOTROPY = 3.0
OBLIQUE_DEGREES = 5.0

SHEAR_DEGREES = 1.0
"""The 114 real files, tilted ones among them, miss a right angle by less than a millionth of it."""

_ALMOST_ONE_GRID = 0.5
"""A shift under half a voxel cannot change which voxel lies on which."""


def on_one_grid(
    volumes: Mapping[Modality, Volume],
) -> tuple[dict[Modality, Volume], list[Finding]]:
    """Bring every volume to the grid of the first, where that moves no voxel's value.

    A volume stored along other axes is flipped and permuted exactly; a difference under
    half a voxel is taken for rounding of the header. Everything else is refused: it needs
    a registration, which is not this program's to do unasked.
    """
    out: dict[Modality, Volume] = {}
    findings: list[Finding] = []
    reference: tuple[Modality, Volume] | None = None
    for modality, volume in volumes.items():
        if reference is None:
            reference = (modality, volume)
            out[modality] = volume
            continue
        out[modality], finding = _onto(reference, modality, volume)
        if finding:
            findings.append(finding)
    return out, findings


def _onto(
    reference: tuple[Modality, Volume], modality: Modality, volume: Volume
) -> tuple[Volume, Finding | None]:
    first, target = reference
    if grid_difference_mm(target.grid, volume.grid) <= GRID_TOLERANCE_MM:
        return volume, None
    turned = reoriented(volume, target.grid)
    difference = grid_difference_mm(target.grid, turned.grid)
    if difference > _ALMOST_ONE_GRID * min(target.grid.spacing_mm):
        return volume, _different((first, target.grid), modality, volume.grid)
    values: dict[str, str | float] = {
        "sequence": modality.value,
        "reference": first.value,
        "from": volume.grid.axis_codes,
        "to": target.grid.axis_codes,
        "mm": difference,
    }
    if volume.grid.axis_codes != target.grid.axis_codes:
        text = (
            f"{modality.value} is stored along other axes than {first.value} "
            f"({volume.grid.axis_codes} instead of {target.grid.axis_codes}); it was turned to "
            "them, which changes no value."
        )
        finding = Finding("reoriented", Severity.REPAIRED, text, modality, values)
    else:
        text = (
            f"{modality.value} lies {difference:.2f} mm from {first.value} by its header, less "
            f"than half a voxel; {first.value}'s position was taken for both."
        )
        finding = Finding("small_shift", Severity.REPAIRED, text, modality, values)
    return replace(turned, affine=target.affine, header=target.header), finding


def reoriented(volume: Volume, grid: Grid) -> Volume:
    """Flip and permute a volume's axes to grow as those of ``grid`` do; data is a view."""
    there = nib.orientations.io_orientation(volume.affine)
    change = nib.orientations.ornt_transform(there, nib.orientations.io_orientation(grid.affine))
    data = nib.orientations.apply_orientation(volume.data, change)
    undo: Affine = nib.orientations.inv_ornt_aff(change, volume.data.shape)
    return replace(volume, data=data, affine=np.asarray(volume.affine @ undo))


def _different(reference: tuple[Modality, Grid], modality: Modality, grid: Grid) -> Finding:
    """The refusal of a volume whose voxels do not lie on the reference's."""
    first, target = reference
    found, expected = describe_grid(grid, target), describe_grid(target, grid)
    values: dict[str, str | float] = {
        "sequence": modality.value,
        "reference": first.value,
        "found": found,
        "expected": expected,
        "mm": grid_difference_mm(target, grid),
    }
    advice = (
        f"Let the program align it to {first.value} (the button “Align and remove the skull”; on "
        "the command line --raw), or use files that were co-registered."
    )
    if grid.shape == target.shape and grid.axis_codes != target.axis_codes:
        code = "flipped"
        text = (
            f"{modality.value} has {first.value}'s shape, but its header says that its axes run "
            f"{grid.axis_codes} instead of {target.axis_codes}, which puts it {values['mm']:.0f} "
            "mm away: left and right, or front and back, may be exchanged. Convert it again from "
            "DICOM rather than guess."
        )
    elif grid.shape == target.shape and np.allclose(grid.spacing_mm, target.spacing_mm, 0.01):
        code = "shifted"
        text = (
            f"{modality.value} and {first.value} have the same shape, but lie up to "
            f"{values['mm']:.1f} mm apart in space. {advice}"
        )
    else:
        code = "different_grid"
        text = (
            f"{modality.value} lies on another grid than {first.value} ({modality.value}: {found}; "
            f"{first.value}: {expected}). {advice}"
        )
    return Finding(code, Severity.REFUSED, text, modality, values)


def describe_grid(grid: Grid, beside: Grid) -> str:
    """A grid in words, for a sentence that sets it beside another.

    Its shape, and its spacing, axes and tilt where the other's differ, such as
    "240 × 240 × 155 voxels of 1 × 1 × 1 mm, LPS, tilted 17°".
    """
    shape = " × ".join(str(n) for n in grid.shape)
    spacing, other = (" × ".join(f"{s:.3g}" for s in g.spacing_mm) for g in (grid, beside))
    text = f"{shape} voxels" if spacing == other else f"{shape} voxels of {spacing} mm"
    if grid.axis_codes != beside.axis_codes:
        text += f", {grid.axis_codes}"
    tilt, straight = (f"{g.oblique_degrees:.0f}" for g in (grid, beside))
    return text if tilt == straight else f"{text}, tilted {tilt}°"


def check_headers(volumes: Mapping[Modality, Volume]) -> Iterator[Finding]:
    """Find files that do not say where they lie, say it twice, or in another unit."""
    placeless = [m for m, v in volumes.items() if v.path is not None and not states_place(v.header)]
    if placeless:
        names = ", ".join(placeless)
        text = (
            f"The file of {names} does not say which way its axes run, so left and right, front "
            "and back, top and bottom are a guess. State the axes if you know them."
        )
        yield Finding("no_orientation", Severity.WARNED, text, None, {"sequences": names})
    for modality, volume in volumes.items():
        unit = former_unit(volume.header)
        if unit is not None:
            text = (
                f"{modality.value} gives its lengths in {unit}; they were converted to "
                "millimetres, in which results are written too."
            )
            yield Finding("other_unit", Severity.REPAIRED, text, modality, {"unit": unit})
        apart = _qform_distance_mm(volume)
        if apart > _ALMOST_ONE_GRID * min(volume.grid.spacing_mm):
            text = (
                f"{modality.value} states its place twice, and the two (qform and sform) differ by "
                f"up to {apart:.1f} mm; the sform was taken. Another program may take the other: "
                "convert the file again from DICOM."
            )
            yield Finding("two_affines", Severity.WARNED, text, modality, {"mm": apart})


def _qform_distance_mm(volume: Volume) -> float:
    """How far the header's qform puts a corner from where its sform does."""
    header = volume.header
    if volume.path is None or int(header["sform_code"]) == 0 or int(header["qform_code"]) == 0:
        return 0.0
    # A qform that nobody reads may hold anything.
    with np.errstate(invalid="ignore", over="ignore"):
        try:
            other = np.asarray(header.get_qform(), float)
        except (ValueError, nib.spatialimages.HeaderDataError):
            return 0.0
        return grid_difference_mm(volume.grid, Grid(volume.grid.shape, other))


def check_spacing(volumes: Mapping[Modality, Volume]) -> Iterator[Finding]:
    """Look at voxel size and tilt; sequences on one grid share one finding."""
    seen: list[tuple[Modality, Grid]] = []
    for modality, volume in volumes.items():
        grid = volume.grid
        if any(np.allclose(grid.affine[:3, :3], g.affine[:3, :3], atol=1e-3) for _, g in seen):
            continue
        seen.append((modality, grid))
        yield from _spacing_findings(modality, grid)


def _spacing_findings(modality: Modality, grid: Grid) -> Iterator[Finding]:
    spacing = grid.spacing_mm
    size = " × ".join(f"{s:.3g}" for s in spacing)
    thick, thin = max(spacing), min(spacing)
    values: dict[str, str | float] = {"size": size, "mm": thick, "degrees": grid.oblique_degrees}
    if thin < MIN_SPACING_MM or thick > MAX_SPACING_MM:
        text = (
            f"{modality.value} has voxels of {size} mm by its header; a head scan's lie between "
            f"{MIN_SPACING_MM:g} and {MAX_SPACING_MM:g} mm. The header is wrong or in another "
            "unit: convert the series again."
        )
        yield Finding("absurd_spacing", Severity.REFUSED, text, modality, values)
    elif thick > THICK_SLICE_MM:
        text = (
            f"The slices are {thick:.3g} mm thick ({modality.value}: {size} mm). The model learnt "
            "from 1 mm voxels: expect coarse borders and check volumes by eye."
        )
        yield Finding("thick_slices", Severity.WARNED, text, modality, values)
    elif thick > ANISOTROPY * thin:
        text = (
            f"The voxels are far from cubes ({modality.value}: {size} mm). The model learnt from "
            "1 mm cubes: check borders by eye."
        )
        yield Finding("anisotropic", Severity.WARNED, text, modality, values)
    if grid.oblique_degrees > OBLIQUE_DEGREES:
        text = (
            f"The slices are tilted {grid.oblique_degrees:.0f}° against the scanner's axes "
            f"({modality.value}). The views follow the slices, so left, right, front and back are "
            "approximate."
        )
        yield Finding("oblique", Severity.WARNED, text, modality, values)
    if grid.shear_degrees > SHEAR_DEGREES:
        text = (
            f"The voxels are askew ({modality.value}: their edges miss a right angle by "
            f"{grid.shear_degrees:.0f}°), as after a tilted gantry or an affine registration. "
            "Volumes allow for that; the views draw them straight, and the model learnt from "
            "right angles: check the result by eye."
        )
        degrees = {"degrees": grid.shear_degrees}
        yield Finding("sheared", Severity.WARNED, text, modality, degrees)
