"""What the NIfTI standard, or ITK beside it, allows in a header and nibabel does not.

Repaired in the header on reading, so that nothing after it stumbles: neither the affine, nor the
writing of a label map on the same grid, nor nibabel, whose remarks on such headers name no file.
"""

from __future__ import annotations

from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt

_MOST_LENGTH = 1.01
"""Of a quaternion's part that the header holds. Rounding makes a turn by 180° longer than 1;
what is longer than this is no turn."""

_UNIT_MM = {1: 1000.0, 3: 0.001}
"""NIfTI's codes of metres and microns."""

_LEAST_MM, _MOST_MM = 0.05, 20.0
"""Between these lie the voxels of any head scan, far from a thousandth or a thousandfold of it."""


@np.errstate(over="ignore", invalid="ignore")
def settle(header: nib.Nifti1Header) -> None:
    """Repair a header in place; what cannot be repaired is left for who reads the affine.

    Lengths are in millimetres afterwards. Where that changed them, the unit's code still says what
    the file's was (:func:`former_unit`); a code that makes no sense is replaced.
    """
    header["magic"] = header.single_magic
    if isinstance(header, nib.Nifti2Header):
        header["eol_check"] = (13, 10, 26, 10)
    for code in ("qform_code", "sform_code"):
        if int(header[code]) not in nib.nifti1.xform_codes.value_set("code"):
            header[code] = max(min(int(header[code]), 1), 0)
    header["pixdim"][0] = -1.0 if header["pixdim"][0] < 0 else 1.0
    _settle_spacing(header)
    _settle_quaternion(header)
    _to_millimetres(header)


def former_unit(header: nib.Nifti1Header) -> str | None:
    """The unit that a settled header's lengths were converted from; None where they were not."""
    return {1: "metres", 3: "microns"}.get(_unit(header))


def _settle_spacing(header: nib.Nifti1Header) -> None:
    sizes = np.abs(np.asarray(header["pixdim"][1:4], float))
    if int(header["sform_code"]) > 0:
        edges = np.linalg.norm(_sform(header)[:, :3], axis=0)
        usable = np.isfinite(sizes) & (sizes > 0)
        sizes = np.where(usable, sizes, np.where(np.isfinite(edges) & (edges > 0), edges, 1.0))
    header["pixdim"][1:4] = sizes


def _settle_quaternion(header: nib.Nifti1Header) -> None:
    names = ("quatern_b", "quatern_c", "quatern_d")
    parts = np.array([float(header[name]) for name in names])
    length = float(np.linalg.norm(parts))
    if 1.0 < length <= _MOST_LENGTH:
        for name, part in zip(names, parts / length, strict=True):
            header[name] = part


def _to_millimetres(header: nib.Nifti1Header) -> None:
    factor = _UNIT_MM.get(_unit(header))
    if factor is None:
        return
    sizes = np.asarray(header["pixdim"][1:4], float)
    if int(header["sform_code"]) > 0:
        sizes = np.linalg.norm(_sform(header)[:, :3], axis=0)
    if not _of_a_head(sizes * factor):
        header["xyzt_units"] = (int(header["xyzt_units"]) & ~7) | 2
        return
    header["pixdim"][1:4] = header["pixdim"][1:4] * factor
    for name in ("qoffset_x", "qoffset_y", "qoffset_z", "srow_x", "srow_y", "srow_z"):
        header[name] = header[name] * factor


def _of_a_head(sizes: npt.NDArray[np.float64]) -> bool:
    return bool(((sizes >= _LEAST_MM) & (sizes <= _MOST_MM)).all())


def _unit(header: nib.Nifti1Header) -> int:
    return int(header["xyzt_units"]) & 7


def _sform(header: nib.Nifti1Header) -> npt.NDArray[Any]:
    return np.array([header[name] for name in ("srow_x", "srow_y", "srow_z")], float)
