"""From a label map to the answers of VASARI that it, the scans and an atlas can give."""

from __future__ import annotations

from core.anatomy.atlas import load_atlas
from core.anatomy.placing import Placement
from core.errors import GeometryError
from core.measuring.measurements import Measurements
from core.progress import Progress, no_progress
from core.space.affine import GRID_TOLERANCE_MM, grid_difference_mm
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from core.vasari import rules
from core.vasari.answers import Answer, Vasari
from core.vasari.composition import proportions, quality, thickness
from core.vasari.features import FEATURES
from core.vasari.midline import crossings, side
from core.vasari.pieces import multifocality, satellites
from core.vasari.places import places
from core.vasari.reach import cortex, pia, sizes
from core.vasari.tumour import Tumour

OPEN = {
    "F8": rules.LOOKED_AT,
    "F10": rules.LOOKED_AT,
    "F12": rules.LOOKED_AT,
    "F13": rules.LOOKED_AT,
    "F16": rules.LOOKED_AT,
    "F17": rules.NO_ADC,
    "F25": rules.NO_SKULL,
}
"""What only a person can answer, and why."""

OF_ATLAS = ("F1", "F3", "F19", "F21")

OF_CORE = ("F3", "F4", "F5", "F6", "F7", "F11", "F14", "F15", "F18", "F19", "F21", "F22", "F23",
           "F24")  # fmt: skip
"""What cannot be told where the labels tell the whole tumour alone."""

_STEPS = 4


def _require_one_grid(study: Study, found: Segmentation) -> None:
    if study.grid.shape != found.grid.shape:
        raise GeometryError(
            f"{study.name}: the segmentation has {found.grid.shape} voxels and the scans "
            f"have {study.grid.shape}. Load the mask that belongs to this study."
        )
    apart_mm = grid_difference_mm(study.grid, found.grid)
    if apart_mm > GRID_TOLERANCE_MM:
        raise GeometryError(
            f"{study.name}: the segmentation lies {apart_mm:.1f} mm from the scans. "
            "Load the mask that belongs to this study."
        )


def score(
    found: Segmentation,
    study: Study | None,
    measured: Measurements,
    placement: Placement | None = None,
    progress: Progress = no_progress,
) -> Vasari:
    """Answer what can be answered; the rest is open, with the reason.

    Args:
        found: the segmentation.
        study: the scans it belongs to; without them sides, contrast and atlas are unknown.
        measured: what :func:`core.measuring.measurements.measure` says of both.
        placement: where the study lies in the shipped atlas; it is not asked where its trust is
            not enough.
        progress: called between steps; may raise :class:`core.progress.Cancelled`.

    Raises:
        GeometryError: the study lies on another grid than the segmentation.
    """
    if study is not None:
        _require_one_grid(study, found)
    tumour = Tumour.of(found)
    if tumour is None:
        answers = {key: Answer(key, rule=rules.NO_TUMOUR) for key in FEATURES}
        return Vasari(found.study_name, answers, made_by=measured.made_by)
    given = {answer.id: answer for answer in _answers(tumour, found, study, measured, progress)}
    if placement is not None and placement.enough:
        progress(3, _STEPS, "places")
        given.update({answer.id: answer for answer in places(tumour, placement, load_atlas())})
    for key, reason in OPEN.items():
        given.setdefault(key, Answer(key, rule=reason))
    for key in OF_ATLAS:
        given.setdefault(key, Answer(key, rule=rules.NO_ATLAS))
    if not found.labels:
        given.update({key: Answer(key, rule=rules.NO_CORE) for key in OF_CORE})
    ordered = {key: given[key] for key in FEATURES}
    progress(_STEPS, _STEPS, "done")
    if placement is None:
        return Vasari(found.study_name, ordered, made_by=measured.made_by)
    how, trust = placement.how.value, placement.trust
    return Vasari(found.study_name, ordered, made_by=measured.made_by, placed=how, trust=trust)


def _answers(
    tumour: Tumour,
    found: Segmentation,
    study: Study | None,
    measured: Measurements,
    progress: Progress,
) -> list[Answer]:
    plane = measured.symmetry_plane
    progress(0, _STEPS, "proportions")
    answers = [*proportions(tumour), quality(tumour, study, found.label_map > 0)]
    progress(1, _STEPS, "pieces")
    answers += [multifocality(tumour), satellites(tumour)]
    progress(2, _STEPS, "thickness")
    answers.append(thickness(tumour))
    if not tumour.enhancing.any():
        answers.append(Answer("F12", (1,), rule=rules.NO_ENHANCEMENT))
    known = study is not None and study.sides_known
    answers += [side(tumour, plane, sides_known=known), *crossings(tumour, plane)]
    answers += [cortex(measured), pia(measured), *sizes(measured)]
    return answers
