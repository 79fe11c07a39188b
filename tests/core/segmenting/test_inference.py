"""Segmenting: whole crop or windows, mirror images, cancelling, and the way home."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from core.errors import CheckError
from core.labels import Label, Region
from core.progress import Cancelled
from core.segmenting import inference
from core.segmenting.expected_dice import expected_dice
from core.segmenting.inference import held_out_dice, predict, segment
from core.segmenting.model_package import Model, load_model
from core.segmenting.passes import Mode, Pass, mirrorings, mode_passes
from core.segmenting.preprocessing import prepare, resample, resampled_grid, resampled_part
from core.space.affine import Grid
from core.studies.study import Modality, Study, Volume
from tests.conftest import LPS, brain_arrays


@pytest.fixture(scope="module", params=["openvino", "pytorch"])
def model(request, toy_package):
    return load_model(toy_package, request.param)


@pytest.fixture
def study() -> Study:
    return Study("toy", {m: Volume(a, LPS) for m, a in brain_arrays().items()})


class BrightFlair:
    """An engine whose tumour is where FLAIR is bright: its answer is known for any input."""

    name = "bright FLAIR"
    multiple = 8

    def __init__(self) -> None:
        self.passes = 0

    def __call__(self, array, tick):
        tick()
        self.passes += 1
        bright = (array[3] > 1.5).astype(np.float32)
        return np.stack([bright, bright, 0 * bright])


@pytest.fixture
def bright(model):
    return Model(replace(model.package, window=None), BrightFlair())


def nothing(done: int, passes: int) -> None:
    pass


def with_spot(study: Study, box: tuple[slice, slice, slice]) -> Study:
    flair = study.volumes[Modality.FLAIR]
    data = flair.data.copy()
    data[box] = 4000
    return replace(study, volumes={**study.volumes, Modality.FLAIR: replace(flair, data=data)})


BOX = (slice(8, 12), slice(14, 20), slice(10, 14))


def test_the_label_map_lies_where_the_tumour_is(study, bright):
    found = segment(with_spot(study, BOX), bright)
    expected = np.zeros(study.grid.shape, np.uint8)
    expected[BOX] = Label.NCR
    assert np.array_equal(found.label_map, expected)
    assert found.grid.shape == study.grid.shape
    assert np.array_equal(found.probabilities[0] > 127, expected > 0)


@pytest.mark.parametrize("flips", list(product([1, -1], repeat=3)))
def test_it_comes_home_from_every_orientation(study, bright, flips):
    spotted = with_spot(study, BOX)
    steps = tuple(slice(None, None, f) for f in flips)
    affine = LPS @ np.diag([*flips, 1])
    affine[:3, 3] = LPS[:3, :3] @ [
        (n - 1) * (f < 0) for n, f in zip(study.grid.shape, flips, strict=True)
    ]
    turned = Study("turned", {m: Volume(v.data[steps], affine) for m, v in spotted.volumes.items()})
    plain = segment(spotted, bright).label_map
    assert np.array_equal(segment(turned, bright).label_map, plain[steps])


def test_thick_slices_are_resampled_in_and_out(study, bright):
    spotted = with_spot(study, (slice(8, 16), slice(10, 20), slice(9, 15)))
    thick = {
        m: Volume(v.data[:, :, ::3], np.diag([-1.0, -1, 3, 1])) for m, v in spotted.volumes.items()
    }
    found = segment(Study("thick", thick), bright)
    assert found.label_map.shape == thick[Modality.T1].data.shape
    truth = np.zeros(found.label_map.shape, bool)
    truth[8:16, 10:20, 3:5] = True
    overlap = (
        2 * (truth & (found.label_map > 0)).sum() / (truth.sum() + (found.label_map > 0).sum())
    )
    assert overlap > 0.8


@pytest.mark.parametrize("spacing", [(1.0, 1.0, 3.0), (0.6, 0.7, 1.3), (1.9, 0.5, 1.0)])
def test_a_crop_is_resampled_as_the_whole_volume_would_be(spacing):
    native = Grid((40, 44, 20), np.diag([*spacing, 1.0]))
    grid = resampled_grid(native, 1.0)
    values = np.random.default_rng(3).integers(0, 256, grid.shape).astype(np.uint8)
    for margin in (0, 4):
        box = tuple(slice(min(margin, 2 * a), n - margin) for a, n in enumerate(grid.shape))
        whole = np.zeros_like(values)
        whole[box] = values[box]
        moved, where = resampled_part(values[box], box, grid, native)
        pasted = np.zeros(native.shape, np.uint8)
        pasted[where] = moved
        assert np.abs(pasted - resample(whole, grid, native)).max() <= 0.5 + 1e-3


def test_the_same_input_gives_the_same_bytes(study, model):
    first, second = segment(study, model), segment(study, model)
    assert first.probabilities.tobytes() == second.probabilities.tobytes()
    assert first.label_map.tobytes() == second.label_map.tobytes()


def test_both_engines_agree(study, toy_package):
    maps = [
        segment(study, load_model(toy_package, e)).probabilities for e in ("openvino", "pytorch")
    ]
    assert np.abs(maps[0].astype(int) - maps[1].astype(int)).max() <= 2


@pytest.mark.parametrize("limited_by", ["memory", "package"])
def test_windows_of_an_everywhere_local_answer_equal_one_pass(
    study, bright, monkeypatch, limited_by
):
    prepared = prepare(with_spot(study, BOX), bright.package.preprocessing)
    whole = predict(prepared, bright, [Pass()], nothing)
    if limited_by == "memory":
        monkeypatch.setattr(inference, "ONE_PASS_VOXELS", 1000)
        monkeypatch.setattr(inference, "WINDOW", 16)
    else:
        bright = replace(bright, package=replace(bright.package, window=16))
    for flips in ([()], mirrorings((0, 1))):
        bright.engine.passes = 0
        windows = predict(prepared, bright, [Pass(axes) for axes in flips], nothing)
        assert bright.engine.passes > 8 * len(flips)
        assert np.array_equal(windows, whole)


def test_windows_see_what_one_pass_would_see_there(study, model):
    """Also the mirror image, which lies on the crop's other side."""
    prepared = prepare(study, model.package.preprocessing)
    array = prepared.array
    for box in inference.window_boxes(*inference.windows(prepared.shape, 16, 8)[::-1]):
        part = tuple(
            slice(s.start, min(s.stop, n)) for s, n in zip(box, array.shape[1:], strict=True)
        )
        out = np.full((len(array), *(s.stop - s.start for s in part)), np.nan, np.float32)
        prepared.fill(out, part)
        assert np.array_equal(out, array[(slice(None), *part)])


@pytest.mark.parametrize("shift", [0, 1, 3, 9])
def test_passes_are_mirrored_and_moved_back(study, bright, shift):
    prepared = prepare(with_spot(study, BOX), bright.package.preprocessing)
    plain = predict(prepared, bright, [Pass()], nothing)
    for axes in mirrorings((0, 1, 2)):
        assert np.array_equal(predict(prepared, bright, [Pass(axes, shift)], nothing), plain)


def test_accurate_mode_also_moves_the_crop(study, bright):
    package = replace(bright.package, flips=(0,), shifts=(1,))
    assert mode_passes(package, Mode.FAST) == [Pass()]
    accurate = mode_passes(package, Mode.ACCURATE)
    assert accurate == [Pass(), Pass((0,)), Pass((), 1), Pass((0,), 1)]
    prepared = prepare(with_spot(study, BOX), package.preprocessing)
    bright.engine.passes = 0
    both = predict(prepared, bright, accurate, nothing)
    assert bright.engine.passes == 4
    assert np.array_equal(both, predict(prepared, bright, [Pass()], nothing))


def test_megavoxels_count_every_window_and_pass(study, bright, monkeypatch):
    seen = []

    class Counting(BrightFlair):
        def __call__(self, array, tick):
            seen.append(array[0].size)
            return super().__call__(array, tick)

    model = replace(bright, engine=Counting())
    for mode in Mode:
        seen.clear()
        assert segment(study, model, mode=mode).megavoxels == pytest.approx(sum(seen) / 1e6)
    model = replace(model, package=replace(model.package, window=16))
    seen.clear()
    assert segment(study, model).megavoxels == pytest.approx(sum(seen) / 1e6)
    assert len(seen) > 8


def test_every_subset_of_the_axes_is_mirrored():
    assert mirrorings((0, 1)) == [(), (1,), (0,), (0, 1)]


def test_a_model_with_learnt_lines_tells_what_dice_to_expect(study, bright):
    spot = with_spot(study, BOX)
    assert segment(spot, bright).expected_dice is None
    lines = {Region.WT: (0.5, 0.1), Region.TC: (1.0, 0.0)}
    model = replace(bright, package=replace(bright.package, expected_dice=lines))
    found = segment(spot, model)
    assert found.expected_dice == expected_dice(found.probabilities, found.label_map, lines)
    assert Region.WT in found.expected_dice


def test_progress_tells_and_ends(study, model):
    told = []
    segment(study, model, lambda *step: told.append(step), Mode.ACCURATE)
    done = [step[0] for step in told]
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize("when", ["preprocess", "network", "postprocess"])
def test_it_can_be_cancelled_at_every_stage(study, model, when):
    def cancel(done: int, total: int, text: str) -> None:
        if text == when:
            raise Cancelled

    with pytest.raises(Cancelled):
        segment(study, model, cancel)
    assert segment(study, model).label_map.shape == study.grid.shape


def test_a_study_without_brain_is_refused(bright):
    flat = {m: Volume(np.zeros((16, 16, 16), np.int16), np.eye(4)) for m in Modality}
    with pytest.raises(CheckError, match="background"):
        segment(Study("flat", flat), bright)


def test_grid_of_the_result_is_the_studys(study, model):
    found = segment(study, model)
    assert isinstance(found.grid, Grid)
    assert np.array_equal(found.grid.affine, study.grid.affine)
    assert set(found.seconds) == {"preprocess", "network", "postprocess"}


def test_held_out_dice_are_each_modes_own(model):
    def scores(*dice):
        return {r.value: {"dice": d} for r, d in zip(Region, dice, strict=True)}

    def dice(mode, **found):
        return list(held_out_dice(replace(model.package, scores=found), mode).values())

    fast, accurate = scores(0.9, 0.8, 0.7), scores(0.91, 0.81, 0.71)
    assert dice(Mode.FAST, plain=accurate, learnt=fast) == [0.9, 0.8, 0.7]
    assert dice(Mode.FAST, plain=fast, protocol="fold 1") == [0.9, 0.8, 0.7]
    assert dice(Mode.ACCURATE, learnt=fast) == []
    assert dice(Mode.FAST) == dice(Mode.ACCURATE) == []
    both = {"fast": {"learnt": fast}, "accurate": {"learnt": accurate}}
    assert dice(Mode.FAST, **both) == [0.9, 0.8, 0.7]
    assert dice(Mode.ACCURATE, **both) == [0.91, 0.81, 0.71]
    assert dice(Mode.ACCURATE, learnt=fast, accurate={"learnt": accurate})[0] == 0.91


def test_a_prepared_study_is_segmented_there_and_answered_on_its_own_grid(study, bright):
    seen = with_spot(study, BOX)
    thick = np.diag([-1.0, -1.0, 2.0, 1.0])
    thick[:3, 3] = [0, 0, 0.5]
    own = Study("toy", {m: Volume(v.data[:, :, ::2], thick) for m, v in seen.volumes.items()})
    found = segment(replace(own, prepared=seen), bright)
    alone = segment(seen, bright)
    assert found.grid.shape == own.grid.shape
    assert np.array_equal(found.prepared.label_map, alone.label_map)
    assert np.array_equal(found.probabilities[0] >= 128, found.label_map > 0)
    both = alone.label_map[:, :, ::2], alone.label_map[:, :, 1::2]
    agreed = (both[0] > 0) & (both[1] > 0)
    assert agreed.any()
    assert (found.label_map[agreed] > 0).all()
    assert found.expected_dice == alone.expected_dice
    assert found.megavoxels == alone.megavoxels
