"""BIDS in, BIDS derivatives out: names, the dataset's description, the table of labels, sidecars.

As bids-specification.readthedocs.io has it (Derivatives: Imaging data types, Segmentations).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import __version__
from core.cli.output import write_text
from core.errors import ReadingError, WritingError
from core.files.outputs import exists
from core.labels import FILE_VALUES, LABEL_RGB, TUMOUR_LABELS, LabelConvention
from core.preparing.preparing import REFERENCES
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study

VERSION = "1.10.0"
DESCRIPTION = "dataset_description.json"
LABEL_TABLE = "desc-gliovista_dseg.tsv"
_RAW = "raw"
"""Our name for the dataset that the scans are from, in BIDS's addresses of files."""

_NAME = re.compile(r"(sub-[0-9A-Za-z]+)(?:_(ses-[0-9A-Za-z]+))?_")
_SPACES = {Modality.T1: "T1w", Modality.T1GD: "T1w", Modality.T2: "T2w", Modality.FLAIR: "FLAIR"}
_FULL_NAMES = {
    "NCR": "Necrotic and non-enhancing tumor core",
    "ED": "Peritumoral edema and infiltrated tissue",
    "ET": "Enhancing tumor",
}


@dataclass(frozen=True)
class BidsStudy:
    """A subject's session in a BIDS dataset.

    Attributes:
        subject: ``sub-01``.
        session: ``ses-1``, or empty.
        space: of the sequence on whose grid the result lies.
        sources: its sequences' files, relative to the dataset's folder, with ``/`` between.
        reference: the one on whose grid the result lies.
    """

    subject: str
    session: str
    space: str
    sources: tuple[str, ...]
    reference: str

    @property
    def name(self) -> str:
        """``sub-01_ses-1``."""
        return "_".join(filter(None, (self.subject, self.session)))

    def target(self, output: Path) -> Path:
        """The label map of the derivatives."""
        folder = output.joinpath(*filter(None, (self.subject, self.session)), "anat")
        return folder / f"{self.name}_space-{self.space}_desc-gliovista_dseg.nii.gz"


def bids_study(root: Path, folder: Path, files: Mapping[Modality, Path], *, raw: bool) -> BidsStudy:
    """What a study's files tell of its place in a dataset.

    Raises:
        ReadingError: their names are not BIDS's.
    """
    named = {_NAME.match(path.name) for path in files.values()}
    told = {hit.groups() if hit else None for hit in named}
    groups = told.pop() if len(told) == 1 else None
    if groups is None:
        names = ", ".join(path.name for path in files.values())
        raise ReadingError(
            f"{folder}: --bids needs files of one subject and session, named sub-… or "
            f"sub-…_ses-…; found {names}. Leave --bids out, or name them as BIDS does."
        )
    order = REFERENCES if raw else tuple(Modality)
    first = next(m for m in order if m in files)
    places = {m: os.path.relpath(path, root) for m, path in files.items()}
    slashed = {m: place.replace(os.sep, "/") for m, place in places.items()}
    subject, session = groups
    sources = tuple(slashed[m] for m in Modality if m in slashed)
    return BidsStudy(subject, session or "", _SPACES[first], sources, slashed[first])


def write_dataset_files(
    output: Path, root: Path, convention: LabelConvention, *, overwrite: bool
) -> None:
    """Write the description of the derivatives and the table of labels.

    Args:
        output: folder of the derivatives.
        root: folder of the dataset.
        convention: how the label maps number their labels.
        overwrite: whether all label maps that lie there are made anew.

    Raises:
        ReadingError: a description of another program's derivatives lies there.
        WritingError: they could not be written, or label maps of other numbers lie there, for
            which the table would no longer be true.
    """
    path = output / DESCRIPTION
    if exists(path) and not _is_ours(path):
        raise ReadingError(
            f"{path}: this folder holds another dataset. Choose a folder of its own for the "
            "derivatives."
        )
    table, wanted = output / LABEL_TABLE, label_table(convention)
    if exists(table) and not overwrite and _text_of(table) != wanted:
        raise WritingError(
            f"{table}: the label maps in this folder have other numbers than {convention.value}. "
            "Give --labels as then, choose another folder, or add --overwrite to make all anew."
        )
    link = os.path.relpath(root, output).replace(os.sep, "/")
    facts = {
        "Name": "Gliovista: glioma segmentations",
        "BIDSVersion": VERSION,
        "DatasetType": "derivative",
        "GeneratedBy": [
            {
                "Name": "Gliovista",
                "Version": __version__,
                "Description": "Glioma segmentation of T1w, ce T1w, T2w and FLAIR; research only.",
            }
        ],
        "DatasetLinks": {_RAW: link},
    }
    write_text(path, json.dumps(facts, indent=2) + "\n")
    write_text(table, wanted)


def label_table(convention: LabelConvention) -> str:
    """BIDS's table of what each number in the label maps is."""
    rows = [("index", "name", "abbreviation", "color")]
    for label in TUMOUR_LABELS:
        index = str(FILE_VALUES[convention][label])
        colour = "#{:02X}{:02X}{:02X}".format(*LABEL_RGB[label])
        rows.append((index, _FULL_NAMES[label.name], label.name, colour))
    return "".join("\t".join(row) + "\n" for row in rows)


def sidecar_of(path: Path) -> Path:
    """The JSON file beside a label map."""
    return path.with_name(path.name.removesuffix(".nii.gz") + ".json")


def sidecar(bids: BidsStudy, found: Segmentation, study: Study, mode: str) -> dict[str, Any]:
    """What was made from what, and how."""
    made = {
        "Description": "Glioma labels that a network drew; see the table of labels.",
        "Manual": False,
        "Sources": [_address(place) for place in bids.sources],
        "SpatialReference": _address(bids.reference),
        "Model": found.model_name,
        "Mode": mode,
        "SkullRemovedAndAligned": study.prepared is not None,
    }
    if found.untold:
        made["RegionsNotTold"] = [region.value for region in found.untold]
    return made


def _address(place: str) -> str:
    return f"bids:{_RAW}:{place}"


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):  # whatever it is, it is not what would be written
        return ""


def _is_ours(path: Path) -> bool:
    try:
        made_by = json.loads(path.read_text(encoding="utf-8"))["GeneratedBy"]
        return any(one["Name"] == "Gliovista" for one in made_by)
    except (OSError, ValueError, LookupError, TypeError):  # whatever it is, it is not ours
        return False
