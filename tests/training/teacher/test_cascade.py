"""The teacher: its networks' shapes, how a head is laid before them, and box within box."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.segmenting.cascade import Head, Manner, Part, View, cascade, crop_box, head, in_crop
from core.segmenting.preprocessing import Preprocessing, prepare
from core.space.affine import Grid
from core.studies.study import Modality, Study, Volume
from training.teacher.engines import load_statistics, slabs, to_openvino
from training.teacher.slabnet import SlabNet
from training.teacher.statistics import averaged, stacks


def random_network(twice: bool) -> SlabNet:
    torch.manual_seed(0)
    network = SlabNet(twice)
    for parameter in network.parameters():
        if parameter.ndim > 1:
            torch.nn.init.normal_(parameter, std=0.1)
    return network.eval()


@pytest.mark.parametrize("twice", [True, False])
def test_a_network_answers_all_but_the_slices_at_the_ends(twice):
    with torch.inference_mode():
        answer = random_network(twice)(torch.randn(1, 4, 12, 24, 16))
    assert answer.shape == (1, 1, 4, 24, 16)
    assert 0 <= float(answer.min()) <= float(answer.max()) <= 1


def test_one_stack_and_a_batch_of_it_twice_are_normalised_alike():
    network, one = random_network(True), torch.randn(1, 4, 9, 16, 16)
    with torch.inference_mode():
        alone, twice = network(one), network(torch.cat([one, one]))
    assert torch.allclose(alone[0], twice[1], atol=1e-5)


def test_with_fixed_statistics_a_stack_may_be_cut_and_openvino_says_the_same(tmp_path):
    network = random_network(False)
    batch = torch.randn(3, 4, 11, 16, 16)
    found = averaged(network, [batch])
    np.savez(tmp_path / "kept.npz", **{f"wt_axial/{name}": v for name, v in found.items()})
    network = random_network(False)
    load_statistics(network, tmp_path / "kept.npz", "wt_axial")
    stack = torch.randn(1, 4, 14, 16, 16)
    with torch.inference_mode():
        whole = network(stack)[0, 0].numpy()
        part = network(stack[:, :, 3:])[0, 0].numpy()
    assert np.allclose(whole[3:], part, atol=1e-5)
    run = slabs(to_openvino(network), 1)
    assert np.allclose(run(stack[0].numpy()), whole, atol=1e-4)


def test_averaged_statistics_are_those_of_the_batches():
    network, batch = random_network(True), torch.randn(2, 4, 9, 16, 16) * 3 + 1
    found = averaged(network, [batch, batch])
    first = "block1_1.norms.0"
    assert np.allclose(found[f"{first}/mean"], batch.mean((0, 2, 3, 4)), atol=1e-4)
    variance = batch.var((0, 2, 3, 4), unbiased=False)
    assert np.allclose(found[f"{first}/variance"], variance, rtol=1e-4)


def study() -> Study:
    """A block of a head on a RAS grid; brighter to the right, the front and the top."""
    shape = (30, 34, 28)
    x, y, z = np.meshgrid(*(np.arange(n, dtype=np.float32) for n in shape), indexing="ij")
    data = np.zeros(shape, np.float32)
    inner = (slice(4, 26), slice(5, 29), slice(3, 25))
    data[inner] = (100 + 5 * x + 3 * y + 2 * z)[inner]
    grid = Grid(shape, np.eye(4))
    return Study("s", {m: Volume(data * (1 + n), grid.affine) for n, m in enumerate(Modality)})


def test_a_head_is_turned_as_the_networks_read_it_and_the_answer_turned_back():
    prepared = prepare(study(), Preprocessing())
    given = head(prepared, noise=False)
    assert given.volume.shape == (4, 22, 24, 22)
    assert np.allclose(given.volume.mean((1, 2, 3)), 0, atol=1e-3)
    flair = given.volume[0]
    # z up, y to the back, x to the left: what is bright lies at the top, in front, on the right.
    assert flair[-1, 0, -1] < flair[-1, 0, 0]
    assert flair[-1, -1, 0] < flair[-1, 0, 0]
    assert flair[0, 0, 0] < flair[-1, 0, 0]
    p = np.zeros((3, *given.inside.shape), np.float32)
    p[0, 5, 2, 3] = 1
    assert np.argwhere(in_crop(p)[0]).tolist() == [[22 - 1 - 3, 24 - 1 - 2, 5]]
    z, y, x = crop_box((slice(18, 19), slice(21, 22), slice(5, 6)), (22, 24, 22))
    assert (z.start, y.start, x.start) == (5, 2, 3)


def test_noise_lies_only_where_there_is_no_head():
    prepared = prepare(study(), Preprocessing())
    quiet, noisy = head(prepared, noise=False), head(prepared, noise=True)
    assert np.array_equal(quiet.volume[:, quiet.inside], noisy.volume[:, noisy.inside])


@pytest.mark.parametrize("slab", [0, 5])
@pytest.mark.parametrize("fixed", [(), tuple(Part), (Part.WT,)])
def test_each_part_is_looked_for_within_the_one_before_in_every_view(slab, fixed):
    rng = np.random.default_rng(0)
    volume = rng.normal(0, 0.1, (4, 26, 30, 34)).astype(np.float32)
    volume[0, 5:20, 6:22, 7:24] = 5
    volume[1, 8:16, 9:16, 10:18] = 5
    volume[2, 10:14, 11:14, 12:16] = 5
    volume[2, 0:3, 0:3, 0:3] = 5
    seen: dict[Part, list[tuple[int, ...]]] = {part: [] for part in Part}

    def network(channel: int, part: Part):
        def run(stack: np.ndarray) -> np.ndarray:
            seen[part].append(stack.shape)
            assert stack.shape[2] % 4 == stack.shape[3] % 4 == 0
            return (stack[channel, 4:-4] > 2).astype(np.float32)

        return run

    engines = {(p, v): network(n, p) for n, p in enumerate(Part) for v in View}
    manner = Manner(tuple(View), noise=False, fixed=fixed, slab=slab)
    found = cascade(Head(volume, np.ones(volume.shape[1:], bool)), engines, manner)
    assert np.array_equal(found[0] > 0.5, volume[0] > 2)
    assert np.array_equal(found[1] > 0.5, volume[1] > 2)
    # What is bright far from the core is never looked at.
    assert np.count_nonzero(found[2] > 0.5) == 4 * 3 * 4
    for part in Part:
        # A network that answers to what it sees is shown its crop at once.
        assert (len(seen[part]) > 3) == (part in fixed and slab > 0)
    if fixed == tuple(Part):
        assert max(np.prod(s[1:]) for s in seen[Part.ET]) < max(
            np.prod(s[1:]) for s in seen[Part.WT]
        )


def test_stacks_reach_beyond_a_small_volume():
    batch = stacks(np.ones((4, 5, 40, 6), np.float32), View.CORONAL, 32, np.random.default_rng(0))
    assert batch.shape == (5, 4, 19, 32, 32)
    assert int((batch[0, 0] == 1).sum()) == 5 * 19 * 6
