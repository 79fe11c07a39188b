"""The label map that a DICOM object holds, told from the object alone.

Each frame is put where its own position says, whatever wrote it, so that a flipped or shifted
object shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from core.dicom_results.contours import Mask, filled
from core.errors import GeometryError
from core.labels import Label, LabelMap
from core.space.affine import GRID_TOLERANCE_MM, LPS_FROM_RAS, Affine, Grid

if TYPE_CHECKING:
    from pydicom import Dataset


def read_segmentation_object(stored: Dataset, grid: Grid, labels: Mapping[int, Label]) -> LabelMap:
    """The labels of a binary DICOM segmentation on a grid.

    Args:
        stored: with pixels of one bit.
        grid: whose voxels the frames' are.
        labels: what each segment holds, by its number.

    Returns:
        uint8, shape of ``grid``.

    Raises:
        GeometryError: a frame lies on no slice of the grid, or its rows run another way.
    """
    rows, columns = int(stored.Rows), int(stored.Columns)
    if (columns, rows) != grid.shape[:2]:
        raise GeometryError(f"Expected frames of {grid.shape[:2]}, found {(columns, rows)}.")
    shared = stored.SharedFunctionalGroupsSequence[0]
    orientation = shared.PlaneOrientationSequence[0].ImageOrientationPatient
    spacing = shared.PixelMeasuresSequence[0].PixelSpacing
    bits = np.unpackbits(np.frombuffer(stored.PixelData, np.uint8), bitorder="little")
    planes = bits[: len(stored.PerFrameFunctionalGroupsSequence) * rows * columns].reshape(
        -1, rows, columns
    )
    made = np.zeros(grid.shape, np.uint8)
    for frame, plane in zip(stored.PerFrameFunctionalGroupsSequence, planes, strict=True):
        position = frame.PlanePositionSequence[0].ImagePositionPatient
        k = slice_at(_plane_affine(position, orientation, spacing), grid)
        # Where there is one segment alone, it is told once for all frames.
        told = frame if "SegmentIdentificationSequence" in frame else shared
        segment = int(told.SegmentIdentificationSequence[0].ReferencedSegmentNumber)
        made[:, :, k][plane.T > 0] = labels[segment]
    return made


def read_structure_set(stored: Dataset, grid: Grid) -> dict[str, Mask]:
    """The voxels whose middles lie within each structure's contours.

    Args:
        stored: an RT structure set.
        grid: on whose slices the contours lie.

    Returns:
        A boolean mask of the grid's shape for each structure, by its name.

    Raises:
        GeometryError: a contour lies on no slice of the grid.
    """
    names = {int(s.ROINumber): str(s.ROIName) for s in stored.StructureSetROISequence}
    to_ijk = np.linalg.inv(LPS_FROM_RAS @ grid.affine)
    made = {}
    for roi in stored.ROIContourSequence:
        slices: dict[int, list[npt.NDArray[np.float64]]] = {}
        for contour in roi.get("ContourSequence", ()):
            xyz = np.array(contour.ContourData, np.float64).reshape(-1, 3)
            ijk = np.column_stack([xyz, np.ones(len(xyz))]) @ to_ijk.T
            slices.setdefault(_slice_of(ijk, grid), []).append(ijk[:, :2])
        mask = np.zeros(grid.shape, np.bool_)
        for k, polygons in slices.items():
            mask[:, :, k] = filled(polygons, grid.shape[:2])
        made[names[int(roi.ReferencedROINumber)]] = mask
    return made


def _slice_of(ijk: npt.NDArray[np.float64], grid: Grid) -> int:
    k = int(np.round(ijk[0, 2]))
    off = float(np.abs(ijk[:, 2] - k).max()) * grid.spacing_mm[2]
    if not 0 <= k < grid.shape[2] or off > GRID_TOLERANCE_MM:
        raise GeometryError(f"A contour lies {off:.2f} mm off every slice of the series.")
    return k


def _plane_affine(position: Any, orientation: Any, spacing: Any) -> Affine:
    """Column, row and 0 of a plane to LPS millimetres (PS3.3, equation C.7.6.2.1-1)."""
    axes = np.array([float(v) for v in orientation]).reshape(2, 3)
    between_rows, between_columns = (float(v) for v in spacing)
    made = np.eye(4)
    made[:3, 0] = axes[0] * between_columns
    made[:3, 1] = axes[1] * between_rows
    made[:3, 2] = np.cross(axes[0], axes[1])
    made[:3, 3] = [float(v) for v in position]
    return made


def slice_at(plane: Affine, grid: Grid) -> int:
    """The slice of a grid whose four corners are those of a plane.

    Args:
        plane: column and row to LPS millimetres.
        grid: whose first two axes are columns and rows.

    Raises:
        GeometryError: no slice lies there.
    """
    columns, rows, slices = grid.shape
    corners = np.array(
        [[i, j, 0, 1] for i in (0, columns - 1) for j in (0, rows - 1)], np.float64
    ).T
    found: npt.NDArray[np.float64] = np.linalg.inv(LPS_FROM_RAS @ grid.affine) @ plane @ corners
    k = int(np.round(found[2, 0]))
    ideal = corners.copy()
    ideal[2] = k
    off = np.linalg.norm((grid.affine @ (found - ideal))[:3], axis=0).max()
    if not 0 <= k < slices or off > GRID_TOLERANCE_MM:
        raise GeometryError(f"A frame lies {off:.2f} mm off every slice of the series.")
    return k
