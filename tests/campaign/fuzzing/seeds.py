"""Whole files of every kind that the program reads, small, to be damaged."""

from __future__ import annotations

import gzip
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pydicom

from core.correction.history import History, step_between
from core.labels import Label, Region
from core.phantom.scanner import PROTOCOLS, Way, write_series
from core.sessions.contents import Part, SessionContents
from core.sessions.results import Shelf
from core.sessions.session_file import session_bytes
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume
from tests.conftest import LPS, brain_arrays

Case = dict[str, bytes]
"""Files by name, which lie in one folder."""

SHAPE = (12, 14, 10)


def toy_study() -> Study:
    """A study of two sequences that lies in memory."""
    arrays = brain_arrays(SHAPE)
    return Study("toy", {m: Volume(arrays[m], LPS) for m in (Modality.T1GD, Modality.FLAIR)})


def nifti_cases() -> list[Case]:
    """Plain and compressed, both versions and byte orders, scaled, stacked, and a label map."""
    data = brain_arrays(SHAPE)[Modality.T1]
    labels = np.zeros(SHAPE, np.uint8)
    labels[3:8, 3:9, 2:7], labels[4:6, 4:6, 3:5] = 2, 4
    stack = np.stack([data] * 4, axis=-1)
    plain = _image(data).to_bytes()
    big = _image(data.astype(">i2"), nib.Nifti1Image, endian=">").to_bytes()
    scaled = _image(data.astype(np.float64))
    return [
        {"t1.nii": plain},
        {"t1.nii.gz": gzip.compress(plain, 1)},
        {"t1.nii": _image(data, nib.Nifti2Image).to_bytes()},
        {"t1.nii": big},
        {"t1.nii.gz": gzip.compress(scaled.to_bytes(), 1)},
        {"stack.nii": _image(stack).to_bytes()},
        {"t1.nii": _with_note(data)},
    ]


def label_cases() -> list[Case]:
    """Label maps with the numbers of several conventions, one of floats."""
    labels = np.zeros(SHAPE, np.uint8)
    labels[3:8, 3:9, 2:7], labels[4:6, 4:6, 3:5], labels[5, 5, 3] = 2, 4, 1
    small = np.where(labels == 4, 3, labels)
    found = [labels, small.astype(np.int16), labels.astype(np.float32), labels.astype(np.int64)]
    plain = [_image(array).to_bytes() for array in found]
    return [{"seg.nii": p} for p in plain] + [{"seg.nii.gz": gzip.compress(plain[0], 1)}]


def other_cases() -> list[Case]:
    """FreeSurfer's format, a pair of files, and numpy's."""
    data = brain_arrays(SHAPE)[Modality.T1]
    mgh = nib.freesurfer.mghformat.MGHImage(data, LPS).to_bytes()
    pair: Any = nib.Nifti1Pair(data, LPS)
    files = nib.Nifti1Pair.make_file_map({k: io.BytesIO() for k in ("header", "image")})
    pair.to_file_map(files)
    header, image = (files[k].fileobj.getvalue() for k in ("header", "image"))
    stack = io.BytesIO()
    np.save(stack, np.stack([data] * 4))
    return [
        {"t1.mgh": mgh},
        {"t1.mgz": gzip.compress(mgh, 1)},
        {"t1.hdr": header, "t1.img": image},
        {"stack.npy": stack.getvalue()},
    ]


def dicom_cases(folder: Path) -> list[Case]:
    """Series of three slices: plain, implicit, packed in three ways, enhanced, in an archive."""
    data = np.random.default_rng(3).integers(-500, 900, (34, 36, 3)).astype(np.int16)
    place = np.diag([-1.0, -1.0, 3.0, 1.0])
    protocol = replace(PROTOCOLS[Modality.T2], number=4)
    syntaxes = ("1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.5")
    ways = [Way(syntax=syntax) for syntax in syntaxes] + [Way(enhanced=True)]
    cases = []
    for number, way in enumerate(ways):
        paths = write_series(folder / str(number), data, place, protocol, way)
        cases.append({p.name: p.read_bytes() for p in paths})
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in cases[0].items():
            file.writestr(name, content)
    jpeg_ls, deflated = _packed(cases[0], "1.2.840.10008.1.2.4.80"), _deflated(cases[0])
    return [*cases, jpeg_ls, deflated, {"study.zip": archive.getvalue()}]


def session_cases() -> list[Case]:
    """All parts that a window keeps, of the study of :func:`toy_study`."""
    from desktop_app.work.session_parts import identity_of

    identity = identity_of(toy_study())
    contents = SessionContents(identity, window_parts(), "2026-01-02T03:04:05+00:00", "1.0")
    return [{"work.gliovista": session_bytes(contents)}]


def model_cases(package: Path) -> list[Case]:
    """A package of a tiny network.

    Args:
        package: as the exporter wrote it.
    """
    return [{p.name: p.read_bytes() for p in sorted(package.iterdir())}]


def _image(data: Any, kind: Any = nib.Nifti1Image, endian: str = "<") -> Any:
    header = kind.header_class(endianness=endian)
    header.set_data_dtype(data.dtype)
    image = kind(data, LPS, header)
    image.set_qform(LPS, 1)
    image.set_sform(LPS, 1)
    return image


def _with_note(data: Any) -> bytes:
    image = _image(data)
    note = b'{"gliovista": {}, "digest": "0", "labels": null}'
    image.header.extensions.append(nib.nifti1.Nifti1Extension(6, note))
    return bytes(image.to_bytes())


def _packed(case: Case, syntax: str) -> Case:
    return {name: _saved(content, lambda d: d.compress(syntax)) for name, content in case.items()}


def _deflated(case: Case) -> Case:
    def change(dataset: Any) -> None:
        dataset.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1.99"

    return {name: _saved(content, change) for name, content in case.items()}


def _saved(content: bytes, change: Any) -> bytes:
    dataset = pydicom.dcmread(io.BytesIO(content))
    change(dataset)
    out = io.BytesIO()
    dataset.save_as(out, enforce_file_format=True)
    return out.getvalue()


def window_parts() -> dict[str, Part]:
    """What a window keeps of the study of :func:`toy_study`."""
    from desktop_app.state.display import Plane
    from desktop_app.state.marks import Mark, MarkKind, marks_to_list
    from desktop_app.state.session import Session
    from desktop_app.state.view_part import ViewPart

    grid = toy_study().grid
    found = Segmentation(
        "toy",
        grid,
        np.random.default_rng(1).integers(0, 4, SHAPE).astype(np.uint8),
        np.random.default_rng(2).integers(0, 256, (3, *SHAPE)).astype(np.uint8),
        seconds={"network": 2.5},
        expected_dice={Region.WT: 0.9},
    )
    painted = found.label_map.copy()
    painted[2:5, 2:5, 2:5] = Label.ET
    history = History()
    history.add(step_between(found.label_map, painted))
    shelf = Shelf()
    result = {
        "segmentation": shelf.put(found.with_corrections(painted)),
        "history": shelf.put_history(history),
        "exported": None,
        "unsaved": True,
        "path": None,
        "findings": [],
        "original_unsaved": False,
        "blank": False,
        "carried": False,
    }
    values = {
        "results": [result],
        "shown": 0,
        "comparison": None,
        "comparison_name": "",
        "segmentations": shelf.segmentations,
    }
    marks = [
        Mark(1, MarkKind.RULER, Plane.AXIAL, 4, ((2.0, 2.0, 4.0), (9.0, 9.0, 4.0)), name="a"),
        Mark(2, MarkKind.ANGLE, Plane.CORONAL, 3, ((1.0, 3.0, 4.0), (2.0, 3.0, 4.0), (5, 3, 9))),
    ]
    view = ViewPart().save(Session())
    assert view is not None
    return {
        "results": Part(values, shelf.arrays),
        "marks": Part(marks_to_list(marks)),
        "brain": Part({}, {"mask": np.ones(SHAPE, np.uint8)}),
        "view": view(),
    }
