"""Errors and findings of core, said in Spanish."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np
import pytest

from core.checks import check
from core.errors import GliovistaError
from core.finding_studies import find_study
from core.nifti import read_volume
from core.study import Modality, Volume
from desktop_app.sentences import SENTENCES, pattern_of, translated
from desktop_app.settings import Language
from desktop_app.translation import Translation

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*(ROOT / "core").glob("*.py"), ROOT / "desktop_app/dialogs/planning_record.py"]
COMMAND_LINE_ONLY = {"evaluation.py", "pairing.py", "phantom.py", "cli.py"}

# Said on the command line alone: batches, and orders that are typed.
ELSEWHERE = (
    "X7: expected a folder of studies",
    "X7: X7",
    "“X7” names no sequence",
)


@pytest.fixture
def spanish(qapp):
    translation = Translation()
    translation.use(Language.SPANISH)
    yield
    translation.use(Language.ENGLISH)


def sample_of(node):
    """A string node as a sentence with some word in each place; None for other nodes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [v.value if isinstance(v, ast.Constant) else "X7" for v in node.values]
        return "".join(parts)
    return None


def sentences_of_core():
    """What errors are raised with and findings are made of, as (place, sample)."""
    for path in SOURCES:
        if path.name in COMMAND_LINE_ONLY:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            value = None
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", "")
                value = node.args[0] if name.endswith("Error") else None
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "text":
                value = node.value
            sample = sample_of(value)
            # Beginnings that are continued elsewhere end in a space or without a full stop.
            whole = sample and sample.endswith(".") and len(sample.split()) > 3
            if whole and not sample.startswith(ELSEWHERE):
                yield f"{path.name}:{node.lineno}", sample


@pytest.mark.parametrize(("place", "sample"), list(sentences_of_core()), ids=lambda v: v[:40])
def test_every_sentence_of_core_has_its_template(place, sample):
    assert any(re.fullmatch(pattern_of(t), sample, re.DOTALL) for t in SENTENCES), (
        f"{place}: add this sentence to desktop_app/sentences.py and run `make translations`"
    )


def test_no_template_is_left_of_a_sentence_that_is_gone():
    spoken = "\n".join(
        sample
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (sample := sample_of(node))
    )
    stale = [
        template
        for template in SENTENCES
        for piece in re.split(r"\{\d\}", template)
        if len(words := piece.strip(" .:")) > 12 and words not in spoken
    ]
    # These are put together out of two strings, so that no one string holds the whole piece.
    joined = ("look exchanged", "mixed up", "could count them")
    assert [t for t in stale if not any(words in t for words in joined)] == []


def test_english_stays_as_it_is(qapp):
    text = "brain.nii: it is empty, not a NIfTI file. Choose the NIfTI file."
    assert translated(text) == text


class TestSpanish:
    def test_of_a_file_that_is_none(self, spanish, tmp_path):
        path = tmp_path / "t1.nii.gz"
        path.write_text("hello")
        with pytest.raises(GliovistaError) as caught:
            read_volume(path)
        said = translated(str(caught.value))
        assert said.startswith(f"{path}: es un archivo de texto que comienza con «hello», no un")

    def test_of_a_folder_without_scans(self, spanish, tmp_path):
        with pytest.raises(GliovistaError) as caught:
            find_study(tmp_path)
        assert "no contiene ningún archivo NIfTI" in translated(str(caught.value))

    def test_of_several_sentences_about_one_folder(self, spanish, tmp_path):
        for name in ("a_t1.nii", "b_t1.nii", "c_t2.nii"):
            (tmp_path / name).write_bytes(b"x")
        with pytest.raises(GliovistaError) as caught:
            find_study(tmp_path)
        said = translated(str(caught.value))
        assert "2 archivos podrían ser T1: a_t1.nii y b_t1.nii." in said
        assert "Ningún nombre de archivo indica" in said

    def test_of_findings(self, spanish):
        data = np.zeros((20, 20, 20), np.int16)
        data[5:15, 5:15, 5:15] = np.arange(1000).reshape(10, 10, 10)
        shifted = np.eye(4)
        shifted[0, 3] = 9.0
        volumes = {
            Modality.T1: Volume(data, np.eye(4)),
            Modality.T1GD: Volume(data, np.eye(4)),
            Modality.T2: Volume(np.full((20, 20, 20), 3, np.int16), np.eye(4)),
            Modality.FLAIR: Volume(data + 1, shifted),
        }
        findings = check(volumes, "case").findings
        assert {"same_voxels", "constant", "shifted"} <= {f.code for f in findings}
        for finding in findings:
            assert translated(finding.text) != finding.text, finding.text

    def test_of_a_refusal_on_several_lines(self, spanish):
        text = "case was not opened.\nT1 and T2 look exchanged. " + (
            "Compare them with what you expect, and choose the files one by one if they are."
        )
        first, second = translated(text).split("\n")
        assert first == "case no se abrió."
        assert second.startswith("T1 y T2 parecen intercambiadas.")

    def test_paths_are_never_touched(self, spanish):
        path = "/scans/left and right/it is empty"
        said = translated(f"{path}: there is no such folder. Check the path.")
        assert said == f"{path}: no existe esa carpeta. Revise la ruta."

    def test_what_is_unknown_stays_whole(self, spanish):
        text = "Something new happened. it is empty"
        assert translated(text) == text
