"""Training: patches, loss, resuming, several processes, course and best recipes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.labels import Label
from core.networks.network import Architecture, HalfResolutionUNet, from_subvoxels, to_subvoxels
from training.data.augment import FARTHEST, Augmentation, cut_patch, disturb
from training.data.batches import batches
from training.data.cases import Case
from training.data.recipes import BEST, COURSE, RECIPES, Stage
from training.learning.arithmetic import arithmetic
from training.learning.losses import dice_bce, regions_from_labels, supervised_loss
from training.learning.optimizer import Muon, make_optimizer
from training.learning.train import CHECKPOINT, Place, Run, fitted, train

CPU = Place(torch.device("cpu"))
TINY = replace(
    BEST,
    architecture=Architecture(widths=(4, 8), supervised=1),
    stages=(Stage(4, (16, 16, 16)), Stage(2, (24, 16, 16), batch=2)),
    epoch_steps=2,
    warmup_steps=1,
)
STILL = Augmentation(
    flip=(0, 0, 0), spatial=0, gain=0, shift=0, bend=0, biased=0, noise=0, blur=0, drop=0
)


@pytest.fixture
def cases() -> list[Case]:
    """Two brains whose tumour is bright in every channel, and all labels in it."""
    rng = np.random.default_rng(3)
    made = []
    for number in range(2):
        array = rng.normal(0, 0.3, (5, 28, 30, 20)).astype(np.float16)
        labels = np.zeros(array.shape[1:], np.uint8)
        labels[8:20, 8:20, 5:15] = Label.ED
        labels[10:16, 10:16, 7:12] = Label.NCR
        labels[12:15, 12:15, 8:11] = Label.ET
        array[:4] += labels * np.float16(1.2)
        array[-1] = 1
        made.append(Case(f"case{number}", array, labels))
    return made


def test_the_same_step_gives_the_same_batch_and_another_seed_another(cases):
    first, second = (list(batches(cases, TINY, 0, 0, 0)) for _ in range(2))
    other = list(batches(cases, replace(TINY, seed=1), 0, 0, 0))
    assert all(torch.equal(a[0], b[0]) for a, b in zip(first, second, strict=True))
    assert not torch.equal(first[0][0], other[0][0])
    assert first[-1][0].shape == (2, 9, 24, 16, 16)


def test_a_run_resumed_at_a_step_sees_what_it_would_have_seen(cases):
    whole = list(batches(cases, TINY, 0, 0, 0))
    rest = list(batches(cases, TINY, 3, 0, 0))
    assert len(rest) == len(whole) - 3
    assert torch.equal(whole[3][0], rest[0][0])


def test_processes_see_different_patches(cases):
    assert not torch.equal(
        next(iter(batches(cases, TINY, 0, 0, 0)))[0], next(iter(batches(cases, TINY, 0, 1, 0)))[0]
    )


def test_every_case_comes_once_before_any_comes_again(cases):
    empty = replace(TINY, augmentation=COURSE.augmentation)
    marked = []
    for number, case in enumerate(cases):
        array = np.ones_like(case.array)
        array[0] = number + 1
        marked.append(replace(case, array=array))
    seen = [round(float(x[:, 0].max())) for x, _ in batches(marked, empty, 0, 0, 0)]
    assert sorted(seen[:2]) == [1, 2]
    assert sorted(seen[2:4]) == [1, 2]


def test_a_patch_without_a_size_is_the_whole_crop(cases):
    array, labels = cut_patch(cases[0], None, Augmentation(), np.random.default_rng(0))
    assert np.array_equal(labels, cases[0].labels)
    assert np.array_equal(array[-1], cases[0].array[-1])
    whole = replace(TINY, stages=(Stage(1, None),))
    x, y = next(iter(batches(cases, whole, 0, 0, 0)))
    assert x.shape == (1, 9, 28, 32, 20)
    assert y.shape == x.shape[:1] + x.shape[2:]


@pytest.mark.parametrize("size", [(16, 16, 16), (64, 16, 40)])
def test_patches_have_the_size_asked_for_even_beyond_the_crop(cases, size):
    rng = np.random.default_rng(0)
    array, labels = cut_patch(cases[0], size, Augmentation(on_tumour=1.0), rng)
    assert array.shape == (9, *size)
    assert labels.shape == size
    assert labels.any()
    assert labels.sum() <= cases[0].labels.sum()


def test_tumour_patches_show_every_label_over_time(cases):
    rng = np.random.default_rng(0)
    seen = [cut_patch(cases[0], (2, 2, 2), Augmentation(on_tumour=1.0), rng)[1] for _ in range(60)]
    assert {1, 2, 3} <= set(np.unique(np.stack(seen)).tolist())


def test_disturbing_keeps_labels_on_their_tissue(cases):
    # Without intensity changes the labels must still be where the array says they are.
    spatial = replace(
        COURSE.augmentation, flip=(0.5, 0.5, 0.5), spatial=1.0, rotate_degrees=20, zoom=0.2
    )
    shade = cases[0].labels.astype(np.float32)
    array = torch.from_numpy(np.stack([*[shade] * 8, np.ones_like(shade)]))
    labels = torch.from_numpy(cases[0].labels)
    for seed in range(8):
        x, y = disturb(array.clone(), labels, spatial, np.random.default_rng(seed))
        agree = ((x[0] > 0.5) == (y > 0)).float().mean()
        assert agree > 0.97
        assert y.any()


def test_a_patch_shows_the_same_place_of_the_other_side(cases):
    size = cases[0].labels.shape
    patch, _ = cut_patch(cases[0], size, Augmentation(), np.random.default_rng(0))
    assert np.array_equal(patch[4:8], patch[:4, ::-1])
    corner, _ = cut_patch(cases[0], (8, 30, 20), Augmentation(), np.random.default_rng(0))
    found = [x for x in range(21) if np.array_equal(corner[:4], patch[:4, x : x + 8])]
    assert np.array_equal(corner[4:8], patch[4:8, found[0] : found[0] + 8])


def test_a_dropped_sequence_is_gone_with_its_mirror_image(cases):
    patch, labels = cut_patch(cases[0], (16, 16, 16), Augmentation(), np.random.default_rng(0))
    dropping = replace(Augmentation(), drop=0.6)
    counts = set()
    for seed in range(20):
        x, _ = disturb(
            torch.from_numpy(patch), torch.from_numpy(labels), dropping, np.random.default_rng(seed)
        )
        there = [bool(c.any()) for c in x[:8]]
        assert there[:4] == there[4:]
        counts.add(sum(there[:4]))
    assert 0 not in counts
    assert len(counts) > 1


def test_a_misaligned_sequence_moves_with_its_mirror_image_and_no_other_moves():
    marked = torch.full((9, 16, 16, 16), 0.1)
    marked[:, 8, 8, 8] = 1.0
    marked[-1] = 1.0
    labels = torch.zeros(16, 16, 16, dtype=torch.uint8)
    still = replace(STILL, misaligned=0.5)
    moves = []
    for seed in range(12):
        x, _ = disturb(marked.clone(), labels, still, np.random.default_rng(seed))
        for channel in range(4):
            here, mirror = (np.array(np.unravel_index(int(x[c].argmax()), (16,) * 3)) - 8
                            for c in (channel, channel + 4))  # fmt: skip
            assert (here * [-1, 1, 1]).tolist() == mirror.tolist()
            assert np.abs(here).max() <= FARTHEST
            moves.append(bool(here.any()))
    assert 0 < sum(moves) < len(moves)


def test_intensity_changes_leave_labels_and_background_alone(cases):
    size = cases[0].labels.shape
    whole, _ = cut_patch(cases[0], size, Augmentation(), np.random.default_rng(0))
    array = torch.from_numpy(whole)
    array[:, :5] = 0
    still = replace(Augmentation(noise=1.0, blur=1.0, drop=0.0), flip=(0, 0, 0), spatial=0.0)
    labels = torch.from_numpy(cases[0].labels)
    x, y = disturb(array.clone(), labels, still, np.random.default_rng(0))
    assert torch.equal(y, labels)
    assert not x[:, :5].any()
    assert not torch.allclose(x[:4, 5:], array[:4, 5:])


def test_regions_are_whole_core_and_enhancing():
    labels = torch.tensor([[[[[0, 1, 2, 3]]]]])
    wt, tc, et = regions_from_labels(labels)[0, :, 0, 0].tolist()
    assert (wt, tc, et) == ([0, 1, 1, 1], [0, 1, 0, 1], [0, 0, 0, 1])


def test_the_loss_is_near_zero_for_the_truth_and_large_for_its_opposite():
    target = regions_from_labels(torch.randint(0, 4, (2, 1, 8, 8, 8)))
    logits = (target * 2 - 1) * 20
    assert float(dice_bce(logits, target)) < 1e-3
    assert float(dice_bce(-logits, target)) > 20


def test_an_absent_region_costs_nothing_when_it_is_not_painted():
    target = torch.zeros(1, 3, 8, 8, 8)
    assert float(dice_bce(torch.full_like(target, -20.0), target)) < 1e-3


def test_the_loss_and_its_slope_are_those_of_the_formula():
    torch.manual_seed(0)
    logits = torch.randn(2, 6, 4, 4, 4, dtype=torch.double, requires_grad=True)
    target = (torch.rand(2, 6, 4, 4, 4) > 0.5).double()

    def regions(values: torch.Tensor) -> torch.Tensor:
        return values.sum((0, 2, 3, 4)).view(2, 3).sum(0)

    p = torch.sigmoid(logits)
    ratio = (2 * regions(p * target) + 1) / (regions(p * p) + regions(target * target) + 1)
    bce = torch.nn.functional.binary_cross_entropy_with_logits(logits, target)
    expected = (1 - ratio).sum() + 3 * bce
    (slope,) = torch.autograd.grad(expected, logits)
    found = dice_bce(logits, target)
    assert found.item() == pytest.approx(expected.item(), abs=1e-5)
    assert torch.allclose(torch.autograd.grad(found, logits)[0], slope, atol=1e-6)


def test_deep_supervision_weighs_finer_outputs_more():
    labels = torch.randint(0, 4, (1, 8, 8, 8))
    good = (regions_from_labels(to_subvoxels(labels[:, None])) * 2 - 1) * 20
    coarse = torch.nn.functional.avg_pool3d(good.view(1, 8, 3, 4, 4, 4).mean(1), 2)
    assert supervised_loss([good, -coarse], labels) < supervised_loss([-good, coarse], labels)


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_the_network_answers_on_the_inputs_grid(recipe):
    architecture = replace(recipe.architecture, widths=(4, 8, 8, 8))
    network = HalfResolutionUNet(architecture)
    x = torch.zeros(1, architecture.in_channels, 16, 32, 16)
    assert network.eval()(x).shape == (1, 3, 16, 32, 16)
    supervised = network.train()(x)
    assert [tuple(o.shape[1:]) for o in supervised] == [
        (24, 8, 16, 8),
        (3, 4, 8, 4),
        (3, 2, 4, 2),
    ][: architecture.supervised + 1]
    assert all(p.grad is not None for p in _gradients(network, supervised, x))


def _gradients(network, outputs, x):
    supervised_loss(outputs, torch.zeros(1, *x.shape[2:], dtype=torch.uint8)).backward()
    return network.parameters()


def test_training_and_inference_compute_the_same_network():
    torch.manual_seed(0)
    network = HalfResolutionUNet(Architecture(widths=(4, 8, 8)))
    x = torch.randn(1, 9, 16, 24, 8)
    trained = from_subvoxels(network.train()(x)[0])
    assert torch.allclose(network.eval()(x), trained, atol=1e-4)


def test_subvoxels_come_back_to_their_places():
    x = torch.randn(2, 3, 8, 4, 6)
    assert to_subvoxels(x).shape == (2, 24, 4, 2, 3)
    assert torch.equal(from_subvoxels(to_subvoxels(x)), x)


@pytest.mark.parametrize(("optimizer", "rate"), [("adamw", 1e-2), ("muon", 2e-2)])
def test_training_learns_and_writes_config_and_curves(cases, tmp_path, capsys, optimizer, rate):
    recipe = replace(
        TINY,
        stages=(Stage(60, (24, 24, 16)),),
        epoch_steps=20,
        ema=0.8,
        optimizer=optimizer,
        learning_rate=rate,
    )
    train(recipe, cases, tmp_path, CPU)
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Epoch")]
    losses = [float(line.split("loss ")[1].split()[0]) for line in lines]
    assert len(losses) == 3
    assert losses[-1] < 0.8 * losses[0]
    config = json.loads((tmp_path / "config.json").read_text())
    assert config["case_names"] == ["case0", "case1"]
    assert list(tmp_path.glob("events.out.tfevents.*"))


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_an_interrupted_run_ends_as_an_uninterrupted_one(cases, tmp_path, optimizer):
    torch.set_num_threads(1)
    recipe = replace(TINY, optimizer=optimizer)
    whole = train(recipe, cases, tmp_path / "whole", CPU)
    half = Run(recipe, CPU)
    half.network.train()
    for step, (x, y) in enumerate(batches(cases, recipe, 0, 0, 0)):
        if step == 3:
            break
        half.advance(x, y)
    (tmp_path / "half").mkdir()
    half.save(tmp_path / "half" / CHECKPOINT)
    resumed = train(recipe, cases, tmp_path / "half", CPU)
    for a, b in zip(whole.parameters(), resumed.parameters(), strict=True):
        assert torch.allclose(a, b, atol=1e-5)


def test_a_checkpoint_of_another_recipe_is_refused(cases, tmp_path):
    Run(TINY, CPU).save(tmp_path / CHECKPOINT)
    with pytest.raises(ValueError, match="another recipe"):
        train(replace(TINY, learning_rate=1.0), cases, tmp_path, CPU)


def test_a_second_cycle_begins_with_the_first_ones_averaged_weights(cases, tmp_path):
    train(TINY, cases, tmp_path / "first", CPU)
    second = replace(TINY, name="second", after=TINY.name, stages=(Stage(1, (16, 16, 16)),))
    with pytest.raises(ValueError, match="--start"):
        train(second, cases, tmp_path / "second", CPU)
    first = tmp_path / "first" / CHECKPOINT
    run = Run(second, CPU)
    run.start_from(first)
    kept = torch.load(first, weights_only=True)["average"]
    for name, value in run.network.state_dict().items():
        assert torch.equal(value, kept[f"module.{name}"])
    train(second, cases, tmp_path / "second", CPU, start=first)
    assert torch.load(tmp_path / "second" / CHECKPOINT, weights_only=True)["step"] == 1


def test_an_update_of_muon_is_orthogonal_and_heads_are_adamws():
    network = HalfResolutionUNet(TINY.architecture).to(memory_format=torch.channels_last_3d)
    optimizer = make_optimizer(network, "muon", 1.0, 0.0)
    kernel = network.down[0].conv1.conv.weight
    before = kernel.detach().clone()
    head = network.head.weight.detach().clone()
    for parameter in network.parameters():
        parameter.grad = torch.randn_like(parameter)
    optimizer.step()
    change = (kernel.detach() - before).flatten(1)
    singular = torch.linalg.svdvals(change)
    assert singular.max() / singular.min() < 2.5
    # AdamW's first step has one size everywhere, whatever the gradient's.
    moved = (network.head.weight.detach() - head).abs()
    assert torch.allclose(moved, torch.ones_like(moved), atol=1e-3)
    with pytest.raises(ValueError, match="'sgd'"):
        make_optimizer(network, "sgd", 1.0, 0.0)


@pytest.mark.parametrize(("kind", "tolerance"), [(torch.bfloat16, 0.0), (torch.float32, 0.02)])
def test_muon_is_pytorchs_for_matrices(monkeypatch, kind, tolerance):
    monkeypatch.setattr("training.learning.optimizer.arithmetic", lambda _: kind)
    torch.manual_seed(0)
    ours = [torch.nn.Parameter(torch.randn(n, m)) for n, m in ((8, 40), (24, 6))]
    theirs = [torch.nn.Parameter(p.detach().clone()) for p in ours]
    optimizers = [
        Muon(ours, 0.1, 0.02),
        torch.optim.Muon(theirs, 0.1, 0.02, adjust_lr_fn="match_rms_adamw"),
    ]
    for _ in range(3):
        for a, b in zip(ours, theirs, strict=True):
            a.grad = torch.randn_like(a)
            b.grad = a.grad.clone()
        for optimizer in optimizers:
            optimizer.step()
    for a, b in zip(ours, theirs, strict=True):
        assert torch.allclose(a, b, rtol=0, atol=tolerance)


def test_training_computes_as_the_processor_does_best(cases, tmp_path, monkeypatch):
    """In the type that is chosen, and in no other: a machine without bfloat16 emulates it."""
    seen = set()

    def note(module, inputs, output):
        seen.add(output.dtype)

    for kind in (torch.float32, torch.bfloat16):
        monkeypatch.setattr("training.learning.train.arithmetic", lambda _, kind=kind: kind)
        run = Run(TINY, CPU)
        run.network.train()
        run.network.stem.conv1.register_forward_hook(note)
        run.advance(*next(iter(batches(cases, TINY, 0, 0, 0))))
        assert seen == {kind}
        seen.clear()


@pytest.mark.parametrize(("precision", "kind"), [("bf16", torch.bfloat16), ("f32", torch.float32)])
def test_a_processor_trains_in_what_inference_takes_too(monkeypatch, precision, kind):
    monkeypatch.setattr("training.learning.arithmetic.best_precision", lambda _: precision)
    arithmetic.cache_clear()
    assert arithmetic(torch.device("cpu")) is kind
    arithmetic.cache_clear()


def test_the_course_recipe_is_the_courses_protocol():
    recipe = fitted(COURSE, 22)
    assert (recipe.steps, recipe.epoch_steps) == (220, 22)
    assert recipe.stages[0].patch[2] == 90
    assert recipe.learning_rate == 1e-3
    assert recipe.cases == 32


@pytest.mark.slow
def test_two_processes_train_one_network(cases_dir, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    names = ["BraTS2021_00006", "BraTS2021_01476"]
    command = [
        *[sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"],
        *["--master-addr", "127.0.0.1", "--master-port", str(port)],
        *["-m", "training", "train", "--cases", str(cases_dir), "--out", str(tmp_path)],
        *["--steps", "2", "--threads", "1", "--device", "cpu", "--only", *names],
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    root = Path(__file__).parents[3]
    done = subprocess.run(
        command, check=True, cwd=root, env=environment, capture_output=True, text=True
    )
    assert done.stdout.count("Epoch") == 2
    state = torch.load(tmp_path / CHECKPOINT, weights_only=True)
    assert state["step"] == 4
