"""A damaged card of a small package is refused by a sentence, whichever network it is of."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from core.brain_extraction.package import BRAIN_CARD, BRAIN_FOLDER, read_brain_package
from core.clicking.network_input import EDGE, PROMPTS
from core.clicking.package import CLICK_CARD, read_click_package
from core.errors import ModelPackageError
from core.networks.package_files import WEIGHTS, sha256
from core.segmenting.preprocessing import Preprocessing

KINDS = {
    "brain extractor": (read_brain_package, BRAIN_CARD),
    "click network": (read_click_package, CLICK_CARD),
}


def make_click_package(folder: Path) -> None:
    """A card as the exporter writes it, and weights that nobody loads."""
    folder.mkdir()
    weights = folder / WEIGHTS
    weights.write_bytes(b"weights")
    prepared = Preprocessing()
    card = {
        "format": 1,
        "files": {WEIGHTS: sha256(weights)},
        "name": "clicks",
        "architecture": {"widths": [8, 8], "in_channels": prepared.input_channels + PROMPTS},
        "preprocessing": prepared.to_json(),
        "edge": EDGE,
        "provenance": {},
        "scores": {},
    }
    (folder / CLICK_CARD).write_text(json.dumps(card), encoding="utf-8")


@pytest.fixture(params=KINDS)
def package(request, tmp_path):
    """What reads a kind of package, what it is called, and a copy of a card to be damaged."""
    read, card = KINDS[request.param]
    if card == BRAIN_CARD:
        shutil.copytree(BRAIN_FOLDER, tmp_path / "p")
    else:
        make_click_package(tmp_path / "p")
    return read, request.param, tmp_path / "p" / card


def changed(card, **values) -> None:
    told = json.loads(card.read_text("utf-8")) | values
    card.write_text(json.dumps(told), encoding="utf-8")


def test_as_it_ships_it_is_read(package):
    read, _, card = package
    assert read(card.parent).name


def test_a_folder_without_a_card_says_what_is_missing(package):
    read, kind, card = package
    card.unlink()
    with pytest.raises(ModelPackageError, match=f"{card.name} is missing \\({kind}\\)"):
        read(card.parent)


def test_another_format_names_both(package):
    read, kind, card = package
    changed(card, format=99)
    with pytest.raises(ModelPackageError, match=f"expected format 1 \\({kind}\\), found 99"):
        read(card.parent)


@pytest.mark.parametrize(
    "values",
    [
        {"architecture": {"widths": [10**9], "in_channels": 5}},
        {"architecture": {"widths": [8] * 99, "in_channels": 5}},
        {"architecture": {"widths": "wide", "in_channels": 5}},
        {"architecture": None},
        {"files": ["weights.safetensors"]},
        {"format": None},
    ],
    ids=str,
)
def test_values_that_are_none_are_refused_by_a_sentence(package, values):
    read, kind, card = package
    changed(card, **values)
    with pytest.raises(ModelPackageError, match=f"not a readable card \\({kind}; "):
        read(card.parent)


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, "\x00", '{"format": 1e999}'])
def test_what_is_no_card_is_refused_by_a_sentence(package, text):
    read, kind, card = package
    card.write_text(text, encoding="utf-8")
    with pytest.raises(ModelPackageError, match=f"not a readable card \\({kind}; "):
        read(card.parent)


def test_a_changed_file_is_told(package):
    read, _, card = package
    weights = card.with_name(WEIGHTS)
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelPackageError, match="its SHA-256 differs"):
        read(card.parent)
