"""What a report is made of, taken from the window when it is asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from core.anatomy.whereabouts import Whereabouts
from core.labels import REGION_LABELS, Region
from core.measuring.measurements import Measurements
from core.studies.findings import Finding
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study
from core.vasari.answers import Vasari
from desktop_app.planning.record import Record
from desktop_app.reporting.follow_up_course import Course
from desktop_app.state.display import Plane, Point
from desktop_app.state.marks import Mark
from desktop_app.state.plan_found import PlanFound
from desktop_app.state.settings import Language
from desktop_app.state.shown import ShownLabels, ShownVolume


@dataclass(frozen=True)
class Choice:
    """What the person asked for.

    Attributes:
        language: English or Spanish.
        modality: the sequence of the first row of pictures; FLAIR stands below it.
        measurements, place, planning, follow_up, method: further pages.
    """

    language: Language
    modality: Modality
    measurements: bool = True
    planning: bool = False
    follow_up: bool = False
    method: bool = True
    place: bool = False


@dataclass(frozen=True, eq=False)
class Contents:
    """A study as a report tells it.

    Attributes:
        study: with its name, and whether its sides are known.
        labels: the segmentation as the views show it.
        volumes: the sequences of the pictures, as the views show them, a row of pictures each.
        spacing_mm: voxel edges of the RAS+ view.
        radiological: the patient's right on the left of the pictures.
        measured: what the segmentation measures; None where nothing is known yet.
        marks: lines and areas, those of lesions first.
        relabelled_ml: volume of the voxels that a person gave another label.
        findings: what the pre-flight check said.
        held_out: mean Dice of the model over patients that it had not seen; empty if unknown.
        record: what was ticked and noted in planning.
        version: of the program.
        course: other time points of the patient; None where there are none.
        planned: trajectories and margins, as far as they are known.
        whereabouts: where the regions lie in an atlas; None where that is not wanted.
        vasari: the answers of the questionnaire; None where they are not wanted.
    """

    study: Study
    labels: ShownLabels
    volumes: Mapping[Modality, ShownVolume]
    spacing_mm: Point
    radiological: bool
    measured: Measurements | None
    marks: tuple[Mark, ...]
    relabelled_ml: float
    findings: tuple[Finding, ...]
    held_out: Mapping[Region, float]
    record: Record
    version: str
    course: Course | None = None
    planned: PlanFound = field(default_factory=PlanFound)
    whereabouts: Whereabouts | None = None
    vasari: Vasari | None = None

    @property
    def segmentation(self) -> Segmentation:
        """What was found, loaded or drawn."""
        return self.labels.segmentation

    @property
    def lesions(self) -> tuple[Mark, ...]:
        """The lines of lesions, the largest first."""
        return tuple(mark for mark in self.marks if mark.slices)


def shown_sequences(choice: Choice, present: Collection[Modality]) -> tuple[Modality, ...]:
    """The sequences of the rows of pictures: the chosen one and, below it, FLAIR."""
    rows = dict.fromkeys((choice.modality, Modality.FLAIR))
    return tuple(modality for modality in rows if modality in present)


def key_slices(contents: Contents) -> dict[Plane, int]:
    """The slice of each plane that a report shows; none where there is no tumour.

    The one with most of the tumour; the axial one is that of the largest lesion's lines where
    there are any, so that they can be checked by eye.
    """
    slices = {}
    for plane in Plane:
        index = contents.labels.largest_slice(plane)
        if index is not None:
            slices[plane] = index
    lines = [m for m in contents.marks if m.shown and m.slices and m.plane is Plane.AXIAL]
    if slices and lines:
        slices[Plane.AXIAL] = lines[0].slice_index
    return slices


def corrected_ml(found: Segmentation) -> dict[Region, float]:
    """How many millilitres each region grew by when it was corrected; runs in a worker."""
    if not found.corrected:
        return {}
    changed = {}
    for region in found.regions:
        inside = np.zeros(256, np.int8)
        inside[list(REGION_LABELS[region])] = 1
        step = inside[found.label_map].sum(dtype=np.int64)
        step -= inside[found.uncorrected.label_map].sum(dtype=np.int64)
        changed[region] = float(step) * found.grid.voxel_ml
    return changed
