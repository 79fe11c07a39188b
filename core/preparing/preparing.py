"""From scans as they left the scanner to a study on the patient's own grid, ready to be segmented.

Every sequence is aligned to one of them, the reference, and interpolated on its grid: that is what
a person sees, measures and corrects. The model learnt from sequences on one grid of 1 mm without
skull; so the brain is found in all together, and the aligned sequences are interpolated a second
time, from their own voxels, on an upright grid around the brain: that is what a network sees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from core.brain_extraction.extraction import Brain, extract_brain
from core.brain_extraction.package import BrainModel
from core.checks.heads import measure_head
from core.preparing.interpolated import Interpolated
from core.progress import Progress, no_progress
from core.registration.rigid import Alignment, SaidBy, align_all
from core.space.affine import Grid
from core.space.boxes import Box, box_of, part_of
from core.space.resampling import sampled, upright_grid
from core.studies.findings import Finding, Severity
from core.studies.study import Modality, Study, Volume

SPACING_MM = 1.0
"""Of the grid that everything is brought to: the model's."""

_MARGIN_MM = 4.0
"""Around the brain, so that its outline is no edge of the volume."""

REFERENCES = (Modality.T1GD, Modality.T1, Modality.FLAIR, Modality.T2)
"""To the first of these that is there the others are aligned: T1Gd shows most of the anatomy,
and its grid is the one that planning uses."""

FAR_DEGREES, FAR_MM = 30.0, 60.0
"""A head moves by less between the sequences of one visit; more is likely an error."""

LEAST_INFORMATION = 0.4
LEAST_LEAD = 0.004
MOST_SPREAD_MM = 1.0
"""See docs/HOSPITAL.md, *Alignment*."""

LITTLE_INFORMATION, SOME_SPREAD_MM = 0.55, 0.5
"""Both together are as doubtful: two patients' heads lie on each other like this."""

_SAID_FROM_MM = 0.5


@dataclass(frozen=True)
class Preparation:
    """A study that is ready, and how it came to be.

    Everything lies in the reference's world: an ``xyz_mm`` is the same tissue in all of it.

    Attributes:
        study: skull on, every sequence on the reference's own grid, interpolated where somebody
            asks for its values; its
            :attr:`core.studies.study.Study.prepared` is what a network sees: brain alone, on an
            upright grid of :data:`SPACING_MM`.
        reference: the sequence whose voxels are untouched, and that the others are aligned to.
        findings: what was done and what a person should look at.
        alignments: of each sequence but the reference's.
        aligned: each sequence's own voxels as they were read, with an affine that puts them where
            they lie in the reference's world.
        brain: on an upright grid of :data:`SPACING_MM` that covers the whole reference; None where
            the skull had been removed before.
        corrected_brain: where a person corrected it, boolean, shape of the study's grid; see
            :mod:`core.preparing.own_brain`.
    """

    study: Study
    reference: Modality
    findings: tuple[Finding, ...]
    alignments: Mapping[Modality, Alignment]
    aligned: Mapping[Modality, Volume]
    brain: Brain | None
    corrected_brain: npt.NDArray[np.bool_] | None = None

    @property
    def prepared(self) -> Study:
        """What a network sees of the study."""
        return self.study.brain_alone


def prepare_raw(
    volumes: Mapping[Modality, Volume],
    name: str,
    brain_model: Callable[[], BrainModel],
    progress: Progress = no_progress,
    known: Mapping[Modality, Alignment] = MappingProxyType({}),
) -> Preparation:
    """Align sequences, bring them to the reference's grid, and make what a network sees of them.

    Args:
        volumes: one or more sequences of one head, each on its own grid.
        name: the study's.
        brain_model: gives the brain extractor; asked only where a skull is there.
        progress: called many times a second; may raise ``Cancelled``.
        known: alignments to the reference that are not looked for again.

    Raises:
        CheckError: no head or no brain is in the volumes.
        Cancelled: out of ``progress``.
    """
    reference = next(m for m in REFERENCES if m in volumes)
    with_skull = any(measure_head(v.data, v.grid.voxel_ml).with_skull for v in volumes.values())
    tell = _Steps(progress, 3)
    others = {m: volumes[m] for m in Modality if m in volumes and m != reference}
    sought = {m: volume for m, volume in others.items() if m not in known}
    found = {**known, **align_all(volumes[reference], sought, tell.next("aligning"))}
    alignments = {m: found[m] for m in others}
    aligned = {m: moved_onto(volumes[m], alignments.get(m)) for m in Modality if m in volumes}
    cube = upright_grid(volumes[reference].grid, SPACING_MM)
    brain = None
    inside: npt.NDArray[np.bool_]
    if with_skull:
        named = {m.value: aligned[m] for m in sorted(aligned, key=lambda m: m != reference)}
        brain = extract_brain(named, brain_model(), tell.next("finding the brain"), cube)
        inside = brain.mask
    else:
        inside = sampled(_tissue(aligned[reference]), aligned[reference].affine, cube) >= 0.5
    tell_last = tell.next("interpolating")
    prepared = Study(name, brain_on_one_grid(aligned, inside, cube, tell_last))
    fixed = volumes[reference]
    own = {
        m: fixed if m == reference else Interpolated.on_grid_of(fixed, v)
        for m, v in aligned.items()
    }
    findings = [*said_of_places(alignments, reference), *_said_of_brain(brain)]
    study = Study(name, own, prepared=prepared)
    return Preparation(study, reference, tuple(findings), alignments, aligned, brain)


def moved_onto(volume: Volume, alignment: Alignment | None) -> Volume:
    """The volume where it lies in the reference's world; no voxel changes."""
    if alignment is None:
        return volume
    return replace(volume, affine=np.linalg.inv(alignment.matrix) @ volume.affine)


class _Steps:
    """One progress out of the progress of several steps."""

    def __init__(self, progress: Progress, count: int) -> None:
        self._progress, self._count, self._step = progress, count, -1

    def next(self, name: str) -> Progress:
        """The progress of the next step."""
        self._step += 1
        step = self._step

        def tell(done: int, total: int, text: str) -> None:
            part = done / total if total else 0.0
            self._progress(round(100 * (step + part)), 100 * self._count, name)

        tell(0, 1, name)
        return tell


def _tissue(volume: Volume) -> npt.NDArray[np.float32]:
    return np.asarray(volume.data != volume.data.min(), np.float32)


def brain_on_one_grid(
    aligned: Mapping[Modality, Volume],
    inside: npt.NDArray[np.bool_],
    cube: Grid,
    progress: Progress = no_progress,
) -> dict[Modality, Volume]:
    """The brain of aligned sequences on the part of a grid that holds it, 0 around it.

    Args:
        aligned: of one world, each on its own grid.
        inside: the brain, shape of ``cube``.
        cube: the grid.
        progress: called for each sequence; may raise ``Cancelled``.
    """
    grid, box = _around(inside, cube)
    outside = ~inside[box]
    ready = {}
    for number, (modality, volume) in enumerate(aligned.items()):
        progress(number, len(aligned), "")
        values = sampled(volume.data, volume.affine, grid)
        # Above the background, which is 0, whatever the scanner's values were.
        values += np.float32(1) - min(np.float32(0), values.min())
        values[outside] = 0
        ready[modality] = Volume(values, grid.affine, path=volume.path)
    return ready


def _around(inside: npt.NDArray[np.bool_], cube: Grid) -> tuple[Grid, Box]:
    """The part of a grid that holds a mask and a margin, and its box."""
    tight = box_of(inside) or tuple(slice(0, n) for n in cube.shape)
    margin = round(_MARGIN_MM / SPACING_MM)
    i, j, k = (
        slice(max(s.start - margin, 0), min(s.stop + margin, n))
        for s, n in zip(tight, cube.shape, strict=True)
    )
    return part_of(cube, (i, j, k)), (i, j, k)


def said_of_places(alignments: Mapping[Modality, Alignment], reference: Modality) -> list[Finding]:
    """Where sequences were found to lie, and which of them a person should look at."""
    said = []
    for modality, found in alignments.items():
        values: dict[str, str | float] = {
            "sequence": modality.value,
            "reference": reference.value,
            "degrees": found.turn_degrees,
            "mm": found.shift_mm,
        }
        if found.said_by is SaidBy.HEADERS:
            text = f"{modality.value} lies where its header says, as you chose."
            said.append(Finding("headers_taken", Severity.REPAIRED, text, modality, values))
        elif doubtful(found):
            text = (
                f"{modality.value} may not lie right on {reference.value}: it was turned by "
                f"{found.turn_degrees:.1f}° and moved by {found.shift_mm:.1f} mm, and another "
                "place explains it nearly as well, or the two share little. Look at both in the "
                "views before you trust a result."
            )
            said.append(Finding("alignment_unsure", Severity.WARNED, text, modality, values))
        elif found.shift_mm > _SAID_FROM_MM or found.turn_degrees > _SAID_FROM_MM:
            text = (
                f"{modality.value} was aligned to {reference.value}: turned by "
                f"{found.turn_degrees:.1f}° and moved by {found.shift_mm:.1f} mm."
            )
            said.append(Finding("aligned", Severity.REPAIRED, text, modality, values))
    return said


def doubtful(found: Alignment) -> bool:
    """Whether a person should look at an alignment, and has not."""
    return found.said_by is SaidBy.SEARCH and (
        found.turn_degrees > FAR_DEGREES
        or found.shift_mm > FAR_MM
        or found.information < LEAST_INFORMATION
        or found.spread_mm > MOST_SPREAD_MM
        or (found.information < LITTLE_INFORMATION and found.spread_mm > SOME_SPREAD_MM)
        or (found.runner_up is not None and found.runner_up < LEAST_LEAD)
    )


def _said_of_brain(brain: Brain | None) -> list[Finding]:
    if brain is None:
        return []
    text = f"The skull was removed; {brain.ml:.0f} ml of brain are left. Look at its outline."
    said = [Finding("brain_extracted", Severity.REPAIRED, text, None, {"ml": brain.ml})]
    if brain.cut_off:
        text = (
            "The brain goes on beyond the first or last slice, so that part of it was not "
            "scanned. What lies there is in no result."
        )
        said.append(Finding("brain_cut_off", Severity.WARNED, text))
    return said
