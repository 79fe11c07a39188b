"""Writing results as NIfTI on the input's own grid: atomic, read back and compared."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt

from core.errors import GliovistaError, WritingError
from core.files.header_repairs import former_unit
from core.files.marks import marked
from core.files.nifti import file_affine, header_affine, is_assumed, read_stored, require_3d
from core.files.notes import note_of
from core.files.outputs import remove_leftovers, take_name, temporary_beside, unwritable
from core.labels import LabelConvention, Region, region_mask, to_convention
from core.space.affine import Affine
from core.studies.naming import is_nifti_name, stem
from core.studies.segmentation import Segmentation
from core.studies.study import Volume

_COMPRESSION = 2
"""isal's level: label maps shrink to tens of kilobytes at any level, so take a fast one."""

_DESCRIPTION = b"Gliovista, research use only"
_ROOM = 55
"""Bytes of the header's 79 that the mark of the scans leaves."""

_CORRECTED = b"corrected by hand"


def write_label_map(
    segmentation: Segmentation,
    reference: Volume,
    path: Path,
    convention: LabelConvention = LabelConvention.BRATS2021,
    mark: str = "",
    *,
    overwrite: bool = True,
) -> None:
    """Write the label map, uint8, with the reference's affine, codes and units.

    Args:
        segmentation: what to write.
        reference: a volume of the study, whose header is copied.
        path: ends in ``.nii`` or ``.nii.gz``.
        convention: numbers of the labels in the file.
        mark: of the scans it was made from (:mod:`core.files.marks`).
        overwrite: whether it may replace a file, also one that appears only now.

    Raises:
        WritingError: it could not or may not be written, or did not read back equal; ``path`` is
            then as it was before.
    """
    labels = to_convention(segmentation.label_map, convention)
    said = _description(segmentation, brief=is_assumed(reference.header))
    note = note_of(segmentation.provenance, labels, convention)
    said = marked(said, mark)
    write_volume(labels, reference, path, description=said, note=note, overwrite=overwrite)


def write_regions(segmentation: Segmentation, reference: Volume, path: Path) -> dict[Region, Path]:
    """Write one 0/1 file per region, named after ``path`` with ``_WT``, ``_TC``, ``_ET``.

    Regions that the label map does not tell are left out.
    """
    written = region_paths(path, segmentation.regions)
    for region, target in written.items():
        mask = region_mask(segmentation.label_map, region).astype(np.uint8)
        note = note_of(segmentation.provenance, mask)
        write_volume(mask, reference, target, description=_description(segmentation), note=note)
    return written


def region_paths(path: Path, regions: Iterable[Region] = Region) -> dict[Region, Path]:
    """The files that :func:`write_regions` writes, named after ``path``."""
    return {region: _beside(path, region.value) for region in regions}


def write_probabilities(
    segmentation: Segmentation, reference: Volume, path: Path
) -> dict[Region, Path]:
    """Write one probability map per region, stored as uint8 with the slope 1/255.

    Regions that the label map does not tell are left out.

    Raises:
        WritingError: as :func:`write_label_map`; or the segmentation has no probabilities.
    """
    if segmentation.probabilities is None:
        raise WritingError(
            f"{path}: this segmentation was loaded or drawn, so it has no probabilities to write."
        )
    written = probability_paths(path, segmentation.regions)
    maps = dict(zip(Region, segmentation.probabilities, strict=True))
    for region, target in written.items():
        note = note_of(segmentation.uncorrected.provenance, maps[region])
        write_volume(maps[region], reference, target, slope=1 / 255, note=note)
    return written


def probability_paths(path: Path, regions: Iterable[Region] = Region) -> dict[Region, Path]:
    """The files that :func:`write_probabilities` writes, named after ``path``."""
    return {region: _beside(path, f"{region.value}_probability") for region in regions}


def _description(segmentation: Segmentation, *, brief: bool = False) -> bytes:
    """What the file holds, the weightiest first; what finds no room stands in the note alone.

    Args:
        segmentation: that is written.
        brief: leave room for what the header says besides.
    """
    remarks = []
    if segmentation.provenance.steps:
        remarks.append(_CORRECTED.decode("ascii"))
    if segmentation.provenance.brain_ml is not None:
        remarks.append("brain corrected")
    if segmentation.untold:
        listed = ", ".join(segmentation.untold)
        remarks.append(f"{listed} unsure" if segmentation.untold_shown else "WT alone as ED")
    if segmentation.thresholds is not None:
        cut = segmentation.thresholds[: len(segmentation.regions)]
        remarks.append("cut " + " ".join(f"{100 * t:.0f}" for t in cut))
    if segmentation.model_name and not brief:
        remarks.append(f"{segmentation.mode} {segmentation.model_name}")
    out = _DESCRIPTION
    for remark in remarks:
        longer = out + b"; " + remark.encode("ascii", "replace")
        out = longer if len(longer) <= _ROOM else out
    return out


def write_volume(
    data: npt.NDArray[Any],
    reference: Volume,
    path: Path,
    slope: float = 1.0,
    description: bytes = _DESCRIPTION,
    note: nib.nifti1.Nifti1Extension | None = None,
    *,
    overwrite: bool = True,
) -> None:
    """Write values on the reference's grid under a temporary name, check, and replace.

    Args:
        data: of a type that NIfTI knows, shape (i, j, k) of the reference.
        reference: whose header is copied.
        path: ends in ``.nii`` or ``.nii.gz``.
        slope: what a stored value is multiplied with on reading.
        description: up to 79 bytes, for the header's ``descrip``.
        note: an extension of the header, see :mod:`core.files.notes`.
        overwrite: see :func:`write_label_map`.

    Raises:
        WritingError: see :func:`write_label_map`.
    """
    if not is_nifti_name(path):
        raise WritingError(f"{path}: expected a name that ends in .nii or .nii.gz.")
    if data.shape != reference.data.shape:
        raise WritingError(
            f"{path}: the result has shape {data.shape} and the study {reference.data.shape}; "
            "they must lie on one grid."
        )
    header = _header(reference, description, data.dtype)
    if note is not None:
        header.extensions.append(note)
    affine = file_affine(reference)
    content = _encoded(data, affine, header, slope, compressed=path.name.lower().endswith(".gz"))
    with replacing(path, overwrite=overwrite) as fresh:
        fresh.write_bytes(content)
        _compare(fresh, data, affine, slope, path)


@contextmanager
def replacing(path: Path, *, overwrite: bool = True) -> Iterator[Path]:
    """A temporary name beside ``path`` that replaces it when the block ends well.

    What killed programs left in the folder is removed besides.

    Args:
        path: the name to write.
        overwrite: whether it may replace a file, also one that appears while the block runs.

    Raises:
        WritingError: the folder or the disk refused, or there is a file that may not be replaced;
            nothing is left behind.
    """
    fresh = temporary_beside(path)
    try:
        try:
            yield fresh
            with fresh.open("rb") as file:
                os.fsync(file.fileno())
            if overwrite:
                fresh.replace(path)
            else:
                take_name(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error
    remove_leftovers(path.parent)


def _encoded(
    data: npt.NDArray[Any],
    affine: Affine,
    header: nib.Nifti1Header,
    slope: float,
    *,
    compressed: bool,
) -> bytes:
    from isal import igzip

    kind = nib.Nifti2Image if isinstance(header, nib.Nifti2Header) else nib.Nifti1Image
    image = kind(data, affine, header)
    # With a slope set, nibabel stores the array as it is and scales nothing itself.
    image.header.set_slope_inter(slope, 0.0)
    raw: bytes = image.to_bytes()
    return bytes(igzip.compress(raw, _COMPRESSION, mtime=0)) if compressed else raw


def _header(
    reference: Volume, description: bytes, kind_of_value: np.dtype[Any]
) -> nib.Nifti1Header:
    source = reference.header
    kind = nib.Nifti2Header if isinstance(source, nib.Nifti2Header) else nib.Nifti1Header
    header: nib.Nifti1Header = kind.from_header(source, check=False)
    header.extensions.clear()
    header["vox_offset"] = 0  # nibabel makes room for what comes before the values
    if former_unit(header) is not None:
        header.set_xyzt_units("mm")
    header.set_data_dtype(kind_of_value)
    header.set_data_shape(reference.data.shape)
    header["cal_min"] = header["cal_max"] = 0
    header["descrip"] = description
    if is_assumed(source):
        # Whoever opens the result must learn that its place is no better known than the array's.
        header["descrip"] = b"; ".join((description, bytes(source["descrip"])))[:79]
    return header


def _compare(
    fresh: Path, data: npt.NDArray[Any], expected: Affine, slope: float, path: Path
) -> None:
    try:
        back, header = read_stored(fresh, require_3d)
        affine = header_affine(header, fresh)
    except GliovistaError as error:
        raise WritingError(f"{path}: what was written cannot be read back ({error}).") from error
    stored = (float(header["scl_slope"]), float(header["scl_inter"]))
    same = (
        back.dtype == data.dtype
        and np.array_equal(back, data)
        and np.allclose(stored, (slope, 0.0), atol=1e-6)
        and np.allclose(affine, expected, atol=1e-4)
    )
    if not same:
        raise WritingError(f"{path}: what was written does not read back equal. Try another disk.")


def _beside(path: Path, suffix: str) -> Path:
    ending = path.name[len(stem(path)) :]
    return path.with_name(f"{stem(path)}_{suffix}{ending}")
