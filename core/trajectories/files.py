"""Planned ways in files: JSON, a table of comma-separated values, and markups for 3D Slicer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

import core
from core.anatomy.placing import Placement
from core.files.notes import note_of
from core.files.writing import replacing, write_volume
from core.labels import TUMOUR_LABELS, Label
from core.space.affine import LPS_FROM_RAS
from core.space.diameters import PointMm
from core.studies.provenance import Provenance
from core.studies.study import Volume
from core.trajectories.ground import BRAIN, COVERINGS
from core.trajectories.margins import Shells
from core.trajectories.measured import Measured
from core.trajectories.trajectory import Trajectory

FORMAT = 1

SYSTEM = (
    "RAS+ millimetres of the study's own world: x grows to the patient's right, y to the front, "
    "z to the top, as NIfTI headers tell it"
)

SLICER_SCHEMA = (
    "https://raw.githubusercontent.com/slicer/slicer/master/Modules/Loadable/Markups/Resources/"
    "Schema/markups-schema-v1.0.3.json#"
)

ATLAS = (
    "Structures are those of an atlas (MNI152), brought into the study by an affine: it does not "
    "know what this tumour displaced or infiltrated, nor what is individual."
)

WARNING = "Research use only. Gliovista is no medical device."

STEP = 10
"""Numbers of a shell map in a file: 10 is the region, 20 the first shell, 30 the next. No
convention of tumour labels has them, so that no program takes shells for a tumour."""

_COLUMNS = (
    "study", "name", "target_x_mm", "target_y_mm", "target_z_mm", "entry_x_mm", "entry_y_mm",
    "entry_z_mm", "length_mm", "safety_mm", "midline_degrees", "midline_crossed_at_mm",
    "surface", "surface_degrees_from_normal", "surface_depth_mm", "coverings_mm", "brain_mm",
    "wt_mm", "ncr_mm", "ed_mm", "et_mm", "structures_mm", "nearest_eloquent", "nearest_eloquent_mm",
    "nearest_eloquent_depth_mm", "within_safety_radius", "ventricles_mm", "atlas_trust",
    "atlas_fits",
)  # fmt: skip


_LABEL_KEYS = {Label.BACKGROUND: BRAIN} | {label: label.name for label in TUMOUR_LABELS}


def as_json(
    measured: Sequence[Measured],
    study: str,
    shells: Shells | None = None,
    placement: Placement | None = None,
) -> str:
    """Every way with all that is known of it, and the volumes of margin shells, as JSON.

    Args:
        measured: the ways.
        study: its name.
        shells: margins; None for none.
        placement: of the study in the atlas, also where it is not trusted; None where it is not
            known.
    """
    values = {
        "format": FORMAT,
        "program": f"Gliovista {core.__version__}",
        "note": WARNING,
        "study": study,
        "coordinate_system": "RAS",
        "units": "mm",
        "coordinates": SYSTEM,
        "atlas": None if placement is None else _atlas(placement),
        "trajectories": [one.to_dict() for one in measured],
        "margins": None if shells is None else _margins(shells),
    }
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def as_csv(measured: Sequence[Measured], study: str, placement: Placement | None = None) -> str:
    """One row per way; units stand in the column names, and what is unknown is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**_row(one, study), **_trusted(placement)} for one in measured)
    return out.getvalue()


def as_markups(trajectories: Sequence[Trajectory]) -> str:
    """Lines for 3D Slicer (``.mrk.json``), in LPS, the system of its files.

    The first control point is the entry and the second the target, as Slicer's path planning
    has them.
    """
    markups = [
        {
            "type": "Line",
            "coordinateSystem": "LPS",
            "coordinateUnits": "mm",
            "controlPoints": [
                _control("1", "entry", one.entry_xyz_mm),
                _control("2", "target", one.target_xyz_mm),
            ],
        }
        for one in trajectories
    ]
    return json.dumps({"@schema": SLICER_SCHEMA, "markups": markups}, indent=2) + "\n"


def write_text(text: str, path: Path) -> Path:
    """Write one of these, whole or not at all, and give its path.

    Raises:
        WritingError: the folder or the disk refused.
    """
    with replacing(path) as fresh:
        fresh.write_text(text, encoding="utf-8")
    return path


def shell_names(shells: Shells) -> dict[int, str]:
    """What each number of a shell map is, in English, for files."""
    region, edges = shells.region.value, (0.0, *shells.mm)
    named = {
        number: f"{region} margin {low:g}-{high:g} mm"
        for number, (low, high) in enumerate(pairwise(edges), start=2)
    }
    return {1: region, **named}


def write_shells(shells: Shells, provenance: Provenance, reference: Volume, path: Path) -> None:
    """Write shells as a label map whose header says what its numbers are and how they came to be.

    Args:
        shells: on the grid of the reference; numbers in the file are :data:`STEP` times theirs.
        provenance: of the segmentation that holds the region.
        reference: a volume of the study, whose header is copied.
        path: ends in ``.nii`` or ``.nii.gz``.

    Raises:
        WritingError: it could not be written or did not read back equal; nothing is left behind.
    """
    stored = shells.numbers * np.uint8(STEP)
    names = {number * STEP: name for number, name in shell_names(shells).items()}
    said = f"Gliovista, research use only; {shells.region.value} and margins, 10 20 30..."
    note = note_of(provenance, stored, names=names)
    write_volume(stored, reference, path, description=said.encode("ascii"), note=note)


def _control(number: str, label: str, xyz_mm: PointMm) -> dict[str, Any]:
    x, y, z, _ = (LPS_FROM_RAS @ [*xyz_mm, 1.0]).tolist()
    return {"id": number, "label": label, "position": [x, y, z], "positionStatus": "defined"}


def _margins(shells: Shells) -> dict[str, Any]:
    rows = zip(
        shell_names(shells).values(),
        (0.0, *shells.mm),
        shells.ml,
        shells.lost_ml,
        shells.holds_ml,
        strict=True,
    )
    return {
        "region": shells.region.value,
        "shells": [
            {
                "name": name,
                "outer_mm": mm,
                "ml": round(ml, 3),
                "left_out_ml": round(lost, 3),
                "holds_ml": {_LABEL_KEYS[label]: round(part, 3) for label, part in held.items()},
            }
            for name, mm, ml, lost, held in rows
        ],
    }


def _row(one: Measured, study: str) -> dict[str, object]:
    way, midline, entered = one.trajectory, one.midline, one.entrance
    near = one.nearest[0] if one.nearest else None
    places = {
        f"{end}_{axis}_mm": _number(value)
        for end, xyz in (("target", way.target_xyz_mm), ("entry", way.entry_xyz_mm))
        for axis, value in zip("xyz", xyz, strict=True)
    }
    tissue = {"coverings_mm": COVERINGS, "brain_mm": BRAIN}
    tissue |= {f"{name.lower()}_mm": name for name in ("NCR", "ED", "ET")}
    tumour = sum(one.tissue.length_mm(key) for key in ("NCR", "ED", "ET", "WT"))
    return {
        "study": study,
        "name": way.name,
        **places,
        "length_mm": _number(way.length_mm),
        "safety_mm": _number(way.safety_mm),
        "midline_degrees": _number(midline.degrees if midline else None),
        "midline_crossed_at_mm": _number(midline.crossed_mm if midline else None),
        "surface": entered.kind.value if entered else "",
        "surface_degrees_from_normal": _number(entered.degrees if entered else None),
        "surface_depth_mm": _number(entered.depth_mm if entered else None),
        **{column: _number(one.tissue.length_mm(key)) for column, key in tissue.items()},
        "wt_mm": _number(tumour),
        "structures_mm": _lengths(one.crossed()),
        "nearest_eloquent": near.key if near else "",
        "nearest_eloquent_mm": _number(near.mm if near else None),
        "nearest_eloquent_depth_mm": _number(near.depth_mm if near else None),
        "within_safety_radius": "; ".join(each.key for each in one.too_near),
        "ventricles_mm": _lengths(one.ventricles),
    }


def _lengths(lengths_mm: Mapping[str, float]) -> str:
    return "; ".join(f"{key} {_number(mm)}" for key, mm in lengths_mm.items())


def _atlas(placement: Placement) -> dict[str, Any]:
    return {
        "trust": round(placement.trust, 3),
        "fits": placement.enough,
        "placed_by": placement.how.value,
        "sides_known": placement.sides_known,
        "note": ATLAS,
    }


def _trusted(placement: Placement | None) -> dict[str, str]:
    """Whether empty columns of structures mean that there are none, or that none are told."""
    if placement is None:
        return {"atlas_trust": "", "atlas_fits": ""}
    fits = "yes" if placement.enough else "no"
    return {"atlas_trust": _number(placement.trust), "atlas_fits": fits}


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
