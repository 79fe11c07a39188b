"""The brain extractor's way from disturbed heads to a package that finds a brain."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.brain_extraction.extraction import extract_brain
from core.brain_extraction.package import (
    BRAIN_CARD,
    BrainModel,
    load_brain_model,
    read_brain_package,
)
from core.errors import ModelPackageError
from core.networks.network import Architecture, to_subvoxels
from core.networks.package_files import WEIGHTS
from core.studies.study import Volume
from training.brain.disturb import draw
from training.brain.heads import RawHead, TrainingHead
from training.brain.learning import BrainRun, brain_loss, train_brain
from training.brain.measuring import each_alone_and_all, measure, summary, table
from training.brain.recipes import BrainRecipe, Disturbance, Stage
from training.brain.shipping import ship

NOTHING = Disturbance(
    mirrored=0, turn_degrees=0, zoom=0, shift_mm=0, rim=0, thick=0, cut=0, neck=0, stripped=0,
    curve=0, gamma=0, biased=0, noisy=0,
)  # fmt: skip
TOY = BrainRecipe(
    architecture=Architecture(in_channels=1, widths=(4, 8, 8), supervised=1),
    stages=(Stage(4, 6.0),),
    optimizer="adamw",
    disturbance=NOTHING,
)


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """A toy's threads would wait for each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def toy_head(spacing_mm=6.0, shape=(32, 40, 32)) -> TrainingHead:
    """A bright brain in a dark skull in a bright scalp; nothing was scanned at the bottom."""
    axes = np.meshgrid(*[np.linspace(-1, 1, n) for n in shape], indexing="ij")
    far = np.sqrt(sum(a**2 for a in axes))
    image = np.select([far < 0.6, far < 0.7, far < 0.8], [0.7, 0.1, 1.0], 0.02).astype(np.float16)
    image[:, :, :3] = np.nan
    tumour = (np.abs(axes[0] - 0.4) < 0.1) & (far < 0.6)
    brain = (far < 0.6) * np.uint8(255)
    return TrainingHead(
        "toy", (image,), brain.astype(np.uint8), tumour.astype(np.uint8), spacing_mm
    )


def drawn(seed=0, **changes):
    recipe = replace(TOY, disturbance=replace(NOTHING, **changes))
    return draw(toy_head(), recipe, np.random.default_rng(seed))


def test_without_disturbance_a_sample_is_the_head():
    sample, head = drawn(), toy_head()
    np.testing.assert_allclose(sample.brain, head.brain / 255, atol=1e-5)
    assert (sample.weight[:, :, :2] == 0).all(), "what was not scanned does not count"
    inside = head.tumour > 0
    assert (sample.weight[inside & (sample.weight > 0)] == TOY.tumour_weight).all()
    assert np.median(sample.image[head.brain > 0]) > 4 * np.median(sample.image[:4])


@pytest.mark.parametrize(
    "changes",
    [
        {"turn_degrees": 12.0, "zoom": 0.2, "shift_mm": 8.0, "mirrored": 1.0},
        {"rim": 1.0, "rim_mm": (12.0, 30.0)},
        {"thick": 1.0}, {"cut": 1.0}, {"neck": 1.0}, {"stripped": 1.0}, {"curve": 1.0},
        {"gamma": 0.5}, {"biased": 1.0}, {"noisy": 1.0},
    ],
    ids=lambda c: next(iter(c)),
)  # fmt: skip
def test_each_disturbance_changes_the_image_by_its_seed_and_stays_a_sample(changes):
    first, again, other = drawn(1, **changes), drawn(1, **changes), drawn(2, **changes)
    np.testing.assert_array_equal(first.image, again.image)
    assert (first.image != drawn(1).image).any()
    if set(changes) - {"neck", "stripped"}:
        assert (first.image != other.image).any()
    for field in (first.image, first.brain, first.weight):
        assert field.dtype == np.float32
        assert field.shape == (32, 40, 32)
        assert np.isfinite(field).all()
    assert 0 <= first.brain.min() <= first.brain.max() <= 1 + 1e-6


def test_a_lump_at_the_rim_counts_as_tumour_and_stays_brain():
    plain, lumped = drawn(3), drawn(3, rim=1.0, rim_mm=(20.0, 40.0))
    new = (lumped.weight > 1) & (plain.weight == 1)
    assert new.any()
    assert (lumped.brain[new] > 0.5).all()
    np.testing.assert_array_equal(lumped.brain, plain.brain)


def test_the_loss_falls_to_nothing_for_the_right_answer_and_ignores_what_was_not_scanned():
    brain = torch.zeros(1, 1, 16, 16, 16)
    brain[..., 4:12, 4:12, 4:12] = 1
    weight = torch.ones_like(brain)
    weight[..., :4] = 0

    def loss(answer, coarse):
        return float(brain_loss([to_subvoxels(answer), coarse], brain, weight))

    right = (brain * 2 - 1) * 20
    coarse = torch.nn.functional.avg_pool3d(brain, 4) * 40 - 20
    assert loss(right, coarse) < 0.02
    wrong_unseen, wrong_seen = right.clone(), right.clone()
    wrong_unseen[..., :4] = 20
    wrong_seen[..., 12:] = 20
    assert loss(wrong_unseen, coarse) == pytest.approx(loss(right, coarse))
    assert loss(wrong_seen, coarse) > 1


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(tmp_path):
    train_brain(TOY, lambda mm: [toy_head(mm)], tmp_path / "whole")
    whole = BrainRun(TOY)
    whole.resume(tmp_path / "whole" / "checkpoint.pt")
    parts = BrainRun(TOY)
    for step in range(2):
        rng = np.random.default_rng([0, step])
        rng.integers(1)
        parts.advance(draw(toy_head(), TOY, rng))
    (tmp_path / "parts").mkdir()
    parts.save(tmp_path / "parts" / "checkpoint.pt")
    train_brain(TOY, lambda mm: [toy_head(mm)], tmp_path / "parts")
    parts.resume(tmp_path / "parts" / "checkpoint.pt")
    for a, b in zip(whole.network.parameters(), parts.network.parameters(), strict=True):
        torch.testing.assert_close(a, b)
    with pytest.raises(ValueError, match="another recipe"):
        train_brain(replace(TOY, seed=9), lambda mm: [toy_head(mm)], tmp_path / "parts")


@pytest.fixture(scope="module")
def package(tmp_path_factory, one_thread):
    """Trained for as long as it takes to tell a toy's brain from its scalp."""
    folder = tmp_path_factory.mktemp("brain")
    stages = (Stage(10, 8.0), Stage(40, 6.0))
    recipe = replace(TOY, stages=stages, learning_rate=2e-2, ema=0.8)
    train_brain(recipe, lambda mm: [toy_head(mm)], folder / "run")
    ship(folder / "run" / "checkpoint.pt", folder / "package", "toy", provenance={"heads": ["toy"]})
    return folder / "package"


def toy_volume():
    image = np.nan_to_num(toy_head().sequences[0].astype(np.float32), nan=0.02)
    affine = np.diag([-6.0, -6.0, 6.0, 1.0])
    return Volume((image * 1000).astype(np.int16), affine)


def test_the_shipped_network_finds_the_brain_it_was_taught(package):
    model = load_brain_model(package, threads=1, precision="f32")
    volume, truth = toy_volume(), toy_head().brain > 0
    head = RawHead("toy", {"t1": volume, "flair": volume}, truth * np.float32(1), truth, "hdbet",
                   toy_head().tumour > 0)  # fmt: skip
    rows = measure(head, model, each_alone_and_all(head))
    assert [row.input for row in rows] == ["t1", "flair", "t1+flair"]
    assert min(row.dice for row in rows) > 0.9
    assert max(row.cut for row in rows) < 0.05
    figures = summary(rows)
    assert set(figures) == {"t1", "flair", "all"}
    assert table(figures).count("\n") == 4


def test_a_head_in_which_nothing_is_found_is_a_row_too(package):
    model = load_brain_model(package, threads=1, precision="f32")
    blind = BrainModel(model.package, lambda array, tick: array * 0)
    truth = toy_head().brain > 0
    head = RawHead("toy", {"t1": toy_volume()}, truth * np.float32(1), truth, "hdbet", truth)
    (row,) = measure(head, blind, [("t1",)])
    assert row.cut == 1
    assert "0 ml look like brain" in row.failed


def test_a_package_says_what_it_is_and_is_refused_when_changed(package, tmp_path):
    found = read_brain_package(package)
    assert (found.name, found.multiple, found.spacing_mm) == ("toy", 8, 6.0)
    assert found.provenance["heads"] == ["toy"]
    with pytest.raises(ModelPackageError, match=r"is missing \(brain extractor\)"):
        read_brain_package(tmp_path)
    card = json.loads((package / BRAIN_CARD).read_text())
    for changes, said in (
        ({"format": 9}, "expected format 1"),
        ({"files": {WEIGHTS: "0"}}, f"{WEIGHTS}"),
        ({"files": {}, "threshold": "high"}, "not a readable card"),
    ):
        (tmp_path / BRAIN_CARD).write_text(json.dumps({**card, **changes}))
        with pytest.raises(ModelPackageError, match=said):
            read_brain_package(tmp_path)


def test_it_is_deterministic(package):
    model = load_brain_model(package, threads=1, precision="f32")
    masks = [extract_brain({"t1": toy_volume()}, model).mask for _ in range(2)]
    np.testing.assert_array_equal(*masks)
