"""The list of what the program consists of."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest

from core import __version__
from core.shipped import (
    Part,
    as_cyclonedx,
    installed_parts,
    licence_texts,
    parts,
    parts_of_files,
)


@pytest.fixture(scope="module")
def installed() -> dict[str, Part]:
    return {part.name: part for part in installed_parts()}


def test_what_runs_is_listed_with_what_it_needs_in_turn(installed):
    assert {"Python", "numpy", "scipy", "nibabel", "shiboken6", "mdurl"} <= set(installed)
    assert installed["numpy"].version == np.__version__
    # Tools of developers, and the program itself, are no parts of it.
    assert {"pytest", "mypy", "pyinstaller", "gliovista"}.isdisjoint(installed)


def test_every_part_says_its_licence_in_one_line(installed):
    assert [p.name for p in installed.values() if not p.licence or "\n" in p.licence] == []


def test_a_file_tells_whose_it_is():
    module = Path(np.__file__)
    names = [part.name for part in parts_of_files([module, module.with_name("absent.py")])]
    assert names == ["numpy", "Python"]


def test_licence_texts_are_those_that_came_along(installed):
    texts = [path.read_text(encoding="utf-8") for path in licence_texts(installed["numpy"])]
    assert any("NumPy Developers" in text for text in texts)
    own = metadata.distribution("connected-components-3d")
    assert any("LESSER" in p.name for p in licence_texts(installed[own.name]))


def test_the_list_is_cyclonedx_and_comes_back_whole(tmp_path):
    told = (
        Part("libgl1", "1:2.0+b1~x", "", source="deb"),
        Part("Python", "3.12", "PSF-2.0", source=""),
        Part("torch", "2.0+cpu", "BSD"),
    )
    bill = as_cyclonedx(told)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == __version__
    purls = [c.get("purl") for c in bill["components"]]
    assert purls == ["pkg:deb/debian/libgl1@1%3A2.0%2Bb1%7Ex", None, "pkg:pypi/torch@2.0%2Bcpu"]
    refs = [c["bom-ref"] for c in bill["components"]]
    assert len(set(refs)) == len(refs)
    path = tmp_path / "bill.json"
    path.write_text(json.dumps(bill), encoding="utf-8")
    assert parts(path) == told


def test_the_list_holds_to_the_published_schema(installed):
    validation = pytest.importorskip(
        "cyclonedx.validation.json", reason="cyclonedx-python-lib[json-validation] is not installed"
    )
    from cyclonedx.schema import SchemaVersion

    system = Part("libgl1", "1:2.0+b1~x", "", source="deb")
    bill = as_cyclonedx((system, *installed.values()))
    validator = validation.JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(bill)) is None


def test_the_same_parts_give_the_same_list(installed):
    assert as_cyclonedx(installed_parts()) == as_cyclonedx(tuple(installed.values()))


def test_parts_are_told_also_once_the_backport_of_metadata_is_loaded():
    """It takes the standard library's place, and raises where that gives nothing."""
    pytest.importorskip("importlib_metadata", reason="dask's dependency is not installed")
    assert {"numpy", "Python"} <= {part.name for part in installed_parts()}
