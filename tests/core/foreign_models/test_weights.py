"""No weights file runs code, whatever is in it."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import ModelPackageError
from core.foreign_models.weights import load_into, read_weights


class Malicious:
    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.proof}",)


def test_a_pickle_that_calls_the_system_is_refused_and_not_run(tmp_path: Path) -> None:
    proof, path = tmp_path / "proof", tmp_path / "model.pt"
    torch.save({"weight": torch.zeros(2), "x": Malicious(proof)}, path)
    with pytest.raises(ModelPackageError, match=r"this file is refused\. It asks for \w+\.system"):
        read_weights(path)
    assert not proof.exists()


def test_a_bare_pickle_is_refused_and_not_run(tmp_path: Path) -> None:
    proof, path = tmp_path / "proof", tmp_path / "model.pth"
    path.write_bytes(pickle.dumps(Malicious(proof)))
    with pytest.raises(ModelPackageError, match="refused"):
        read_weights(path)
    assert not proof.exists()


def test_a_whole_network_is_refused_by_the_name_of_its_class(tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    torch.save(torch.nn.Linear(2, 2), path)
    with pytest.raises(ModelPackageError, match=r"asks for torch\.nn"):
        read_weights(path)


def test_numpy_numbers_are_let_in_and_arrays_of_objects_are_not(tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    torch.save({"ema": np.float64(0.5), "n": np.int64(3), "w": torch.ones(2)}, path)
    found = read_weights(path)
    assert (found["ema"], found["n"]) == (0.5, 3)
    torch.save({"a": np.array([Malicious(tmp_path / "proof")], dtype=object)}, path)
    with pytest.raises(ModelPackageError, match="refused"):
        read_weights(path)
    assert not (tmp_path / "proof").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x80\x02not a pickle", b"text"])
def test_what_is_damaged_is_said_to_be(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    path.write_bytes(content)
    with pytest.raises(ModelPackageError, match=r"model\.pt"):
        read_weights(path)


def test_absent_and_unnamed_weights(tmp_path: Path) -> None:
    with pytest.raises(ModelPackageError, match="missing"):
        read_weights(tmp_path / "none.pt")
    torch.save([torch.ones(1)], tmp_path / "list.pt")
    with pytest.raises(ModelPackageError, match="expected named weights, found list"):
        read_weights(tmp_path / "list.pt")


def test_names_and_shapes_must_fit(tmp_path: Path) -> None:
    network = torch.nn.Linear(2, 2)
    with pytest.raises(ModelPackageError, match="1 are absent and 1 unknown, such as bias"):
        load_into(network, {"weight": torch.ones(2, 2), "other": torch.ones(2)}, tmp_path)
    with pytest.raises(ModelPackageError, match="size mismatch"):
        load_into(network, {"weight": torch.ones(3, 3), "bias": torch.ones(2)}, tmp_path)
