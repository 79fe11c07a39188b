"""Segment a study: prepare, run the network, bring the probabilities home, apply the rules."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core import __version__
from core.labels import Region, whole_tumour_alone
from core.parallel import at_once
from core.progress import Progress, no_progress
from core.segmenting.companion import Companion, can_speak, second_opinion
from core.segmenting.expected_dice import expected_dice
from core.segmenting.imported import imported_probabilities
from core.segmenting.looking import where_to_look
from core.segmenting.model_package import Model, ModelPackage
from core.segmenting.passes import Mode, OnPass, Pass, PassRun, mode_passes, padded_size, unmoved
from core.segmenting.postprocessing import label_map_from_probabilities
from core.segmenting.preprocessing import Crop, Part, Prepared, prepare, resampled_part
from core.segmenting.recipe import Recipe
from core.segmenting.regridding import segmentation_on
from core.segmenting.windows import Blend, Probabilities, to_uint8, window_boxes, window_starts
from core.space.affine import grid_difference_mm, ras_grid, to_ras
from core.space.boxes import Box, Size, box_from_ras
from core.studies.provenance import Provenance, now
from core.studies.segmentation import Segmentation
from core.studies.sequences import untold_regions
from core.studies.study import Study

ONE_PASS_VOXELS = 7_000_000
"""A crop up to this size (a head is 3.5 million voxels at 1 mm) goes through in one pass."""

WINDOW = 128
"""Edge in voxels of the windows that slide over a larger crop, of a package that names none."""


@dataclass
class _Clock:
    """Seconds per stage."""

    seconds: dict[str, float] = field(default_factory=dict)
    _last: float = field(default_factory=time.perf_counter)

    def stage(self, name: str) -> None:
        """Count the time since the last stage as ``name``'s."""
        now = time.perf_counter()
        self.seconds[name] = now - self._last
        self._last = now


def segment(
    study: Study,
    model: Model,
    progress: Progress = no_progress,
    mode: Mode = Mode.FAST,
    *,
    all_regions: bool = False,
    own_probabilities: bool = True,
) -> Segmentation:
    """Find the tumour of a checked study.

    A study that was prepared (:attr:`core.studies.study.Study.prepared`) is segmented as the
    network knows heads; the answer comes back to the patient's own grid.

    The same input, model, engine and machine give the same bytes.

    Args:
        study: passed :func:`core.checks.preflight.check`.
        model: from :func:`core.segmenting.model_package.load_model`.
        progress: called between stages and several times a second; may raise ``Cancelled``.
        mode: Fast runs the network over the crop once; Accurate also runs mirrored and moved
            copies of it and averages or, where the model has a companion that the study suits,
            averages with its answer.
        all_regions: let the label map hold TC and ET also where the study's sequences cannot tell
            them; else it then holds WT alone.
        own_probabilities: also bring the probabilities of a prepared study to the patient's own
            grid; who writes the label map alone needs none there, and on a large grid they take
            three bytes a voxel.

    Raises:
        CheckError: the model needs a sequence that the study lacks, or all is background.
        Cancelled: out of ``progress``.
    """
    if study.prepared is not None:
        found = segment(study.prepared, model, progress, mode, all_regions=all_regions)
        began = time.perf_counter()
        moved = segmentation_on(found, study.grid, probabilities=own_probabilities)
        seconds = {**found.seconds, "own grid": time.perf_counter() - began}
        return replace(moved, seconds=seconds)
    if model.package.recipe is not None:
        return _segment_imported(study, model, model.package.recipe, progress, mode, all_regions)
    clock = _Clock()
    asked = _Asked(model, mode)
    progress(0, asked.steps, "preprocess")
    prepared = prepare(study, model.package.preprocessing)
    clock.stage("preprocess")
    crop, megavoxels = asked.answer(study, prepared, clock, progress)
    progress(asked.steps - 1, asked.steps, "postprocess")
    probabilities, box = on_native_grid(crop, prepared)
    found = _labelled(study, model, mode, probabilities, box, clock, megavoxels, all_regions)
    progress(asked.steps, asked.steps, "done")
    return found


def _segment_imported(
    study: Study, model: Model, recipe: Recipe, progress: Progress, mode: Mode, all_regions: bool
) -> Segmentation:
    """As :func:`segment`, of another's network."""
    clock, mirrored = _Clock(), mode is Mode.ACCURATE
    steps = 1

    def tell(done: int, count: int) -> None:
        nonlocal steps
        if count == 0:
            progress(0, 1, "preprocess")
            return
        if steps == 1:
            clock.stage("preprocess")
        steps = count + 2
        progress(1 + done, steps, "network")

    answer = imported_probabilities(study, recipe, model.folds, tell, mirrored=mirrored)
    clock.stage("network")
    progress(steps - 1, steps, "postprocess")
    i, j, k = study.grid.shape
    # In the memory order of NIfTI files.
    probabilities = np.zeros((len(answer), k, j, i), np.uint8).transpose(0, 3, 2, 1)
    probabilities[...] = to_uint8(answer)
    whole = (slice(0, i), slice(0, j), slice(0, k))
    windows = max(steps - 2, 0) * int(np.prod(recipe.windows.size)) / 1e6
    found = _labelled(study, model, mode, probabilities, whole, clock, windows, all_regions)
    progress(steps, steps, "done")
    return found


def _labelled(
    study: Study,
    model: Model,
    mode: Mode,
    probabilities: Probabilities,
    box: Box,
    clock: _Clock,
    megavoxels: float,
    all_regions: bool,
) -> Segmentation:
    """Apply the model's rules to probabilities on the study's own grid, 0 outside of a box."""
    package = model.package
    label_map = np.zeros_like(probabilities[0])
    within = probabilities[(slice(None), *box)]
    label_map[box] = label_map_from_probabilities(
        within, package.postprocessing, study.grid.voxel_ml
    )
    lines = package.expected_dice
    expected = expected_dice(within, label_map[box], lines) if lines else None
    untold = untold_regions(study.volumes)
    if untold and not all_regions:
        label_map[box] = whole_tumour_alone(label_map[box])
    if untold and expected:
        expected = {region: dice for region, dice in expected.items() if region not in untold}
    clock.stage("postprocess")
    return Segmentation(
        study.name,
        study.grid,
        label_map,
        probabilities,
        clock.seconds,
        megavoxels,
        expected,
        untold=untold,
        untold_shown=all_regions and bool(untold),
        provenance=Provenance(
            model=package.name,
            origin=package.origin,
            mode=mode.value,
            engine=model.engine.name,
            version=__version__,
            made=now(),
        ),
    )


@dataclass
class _Asked:
    """The networks that a mode asks, one after the other, and how many runs they take.

    Attributes:
        model, mode: which.
        runs: of the model's own network; known once it runs.
    """

    model: Model
    mode: Mode
    runs: int = field(init=False)
    _companion: Companion | None = field(init=False)

    def __post_init__(self) -> None:
        self._companion = self.model.package.companion if self.mode is Mode.ACCURATE else None
        self.runs = len(self._passes)

    @property
    def steps(self) -> int:
        """Of progress: what is before the networks, each run, and what is after."""
        return self._before + self.runs + (self._companion.steps if self._companion else 0) + 2

    @property
    def _before(self) -> int:
        return int(self.model.package.finder is not None)

    @property
    def _passes(self) -> list[Pass]:
        # The time goes to the companion instead of to more passes of the model's own network.
        return [Pass()] if self._companion else mode_passes(self.model.package, self.mode)

    def answer(
        self, study: Study, prepared: Prepared, clock: _Clock, progress: Progress
    ) -> tuple[Probabilities, float]:
        """Probabilities of the crop, uint8 (3, x, y, z), 0 where nobody looked; megavoxels."""
        if self._companion and not can_speak(prepared):
            self._companion = None
            self.runs = len(self._passes)
        done = 0

        def tell(more: int = 0, count: int | None = None) -> None:
            self.runs = self.runs if count is None else count
            progress(1 + done + more, self.steps, "network")

        box = self._looked_at(study, prepared, tell)
        if self._before:
            clock.stage("finder")
        done += self._before
        part = Part(prepared, box)
        crop = np.zeros((len(Region), *prepared.shape), np.uint8)
        crop[(slice(None), *box)] = predict(part, self.model, self._passes, tell)
        megavoxels = network_megavoxels(part.shape, self.model.package, self._passes)
        clock.stage("network")
        if self._companion:
            done += self.runs
            companions = self.model.companions
            crop = second_opinion(prepared, crop, self._companion, companions, tell)
            clock.stage("companion")
        return crop, megavoxels

    def _looked_at(self, study: Study, prepared: Prepared, tell: Callable[[], None]) -> Box:
        finder = self.model.package.finder
        if finder is None:
            x, y, z = (slice(0, n) for n in prepared.shape)
            return (x, y, z)
        assert self.model.finder is not None
        return where_to_look(study, prepared, finder, self.model.finder, tell)


def held_out_dice(package: ModelPackage, mode: Mode) -> dict[Region, float]:
    """Mean Dice of each region over held-out cases; empty where a mode was not measured.

    Scores as ``training evaluate`` sums them up, ``{"learnt": {"WT": {"dice": …}, …}}``, are
    Fast mode's; below ``"fast"`` or ``"accurate"`` they are that mode's.
    """
    scores = package.scores
    if mode.value in scores:
        scores = scores[mode.value]
    elif mode is not Mode.FAST:
        return {}
    regions = scores.get("learnt") or scores.get("plain") or {}
    return {region: float(regions[region]["dice"]) for region in Region if region in regions}


def network_megavoxels(shape: Size, package: ModelPackage, passes: Sequence[Pass]) -> float:
    """Millions of voxels that go through the network, all windows and passes counted.

    Args:
        shape: of what is looked at, at the model's spacing.
        package: the model's.
        passes: see :func:`core.segmenting.passes.mode_passes`.
    """
    size, starts = windows(shape, package.window, package.multiple)
    count = int(np.prod([len(begins) for begins in starts]))
    if count > 1:
        return int(np.prod(size)) * count * len(unmoved(passes)) / 1e6
    sizes = [padded_size(shape, package.multiple, p.shift) for p in passes]
    return sum(int(np.prod(size)) for size in sizes) / 1e6


def predict(prepared: Crop, model: Model, passes: Sequence[Pass], on_pass: OnPass) -> Probabilities:
    """Run the network over a crop of any size, averaged over passes.

    Args:
        prepared: the crop.
        model: the network.
        passes: see :func:`core.segmenting.passes.mode_passes`; moved ones are left out where
            windows slide, whose borders do not coincide anyway.
        on_pass: see :data:`core.segmenting.passes.OnPass`.

    Returns:
        uint8, (3, x, y, z), 255 × probability of WT, TC, ET.
    """
    size, starts = windows(prepared.shape, model.package.window, model.engine.multiple)
    boxes = window_boxes(starts, size)
    if len(boxes) == 1:
        run = PassRun(prepared, model.engine, passes, on_pass, len(passes))
        return to_uint8(run.summed(boxes[0]), 1.0 / len(passes))
    passes = unmoved(passes)
    run = PassRun(prepared, model.engine, passes, on_pass, len(boxes) * len(passes))
    blend = Blend(prepared.shape, size, starts)
    for box in boxes:
        blend.add(box, run.summed(box), 1.0 / len(passes))
    return blend.finish()


def on_native_grid(crop: Probabilities, prepared: Prepared) -> tuple[Probabilities, Box]:
    """Put a crop's probabilities on the study's grid and axes, resampled if need be.

    Args:
        crop: uint8, (3, x, y, z), the box of ``prepared``.
        prepared: where the crop came from.

    Returns:
        uint8, (3, i, j, k), on the native grid, in the memory order of NIfTI files; and a
        box of it, on the native axes, outside of which all are 0.
    """
    native = prepared.native_grid
    ras, box = ras_grid(native), prepared.box
    parts = list(crop)
    if grid_difference_mm(prepared.model_grid, ras) > 0:
        moved = at_once(lambda p: resampled_part(p, box, prepared.model_grid, ras), parts)
        parts, box = [values for values, _ in moved], moved[0][1]
    i, j, k = native.shape
    out = np.zeros((len(parts), k, j, i), np.uint8).transpose(0, 3, 2, 1)
    for part, target in zip(parts, out, strict=True):
        to_ras(target, native.affine)[box] = part
    return out, box_from_ras(box, native)


def windows(shape: Size, edge: int | None, multiple: int) -> tuple[Size, list[list[int]]]:
    """The size of a pass, a multiple of what the network needs, and the windows' starts."""
    size = x, y, z = padded_size(shape, multiple)
    if edge is not None or x * y * z > ONE_PASS_VOXELS:
        edge = edge or WINDOW
        size = (min(edge, x), min(edge, y), min(edge, z))
    return size, window_starts((x, y, z), size)
