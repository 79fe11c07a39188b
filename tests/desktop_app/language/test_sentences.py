"""Errors and findings of core, said in Spanish."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale

from core.checks.heads import check_head
from core.checks.preflight import check
from core.errors import CheckError, GliovistaError
from core.files.nifti import read_volume
from core.opening.finding import find_study
from core.opening.reading import accept
from core.studies.study import Modality, Volume
from desktop_app.language import sentences
from desktop_app.language.sentences import SENTENCES, pattern_of, translated
from desktop_app.language.translation import Translation
from desktop_app.state.settings import Language

ROOT = Path(__file__).resolve().parents[3]
SOURCES = [
    *(p for p in (ROOT / "core").rglob("*.py") if "cli" not in p.parts),
    ROOT / "desktop_app/planning/record.py",
    ROOT / "desktop_app/work/session_parts.py",
    ROOT / "desktop_app/work/thresholding.py",
    ROOT / "desktop_app/exporting/pictures.py",
]
# Or in reports that stay English for whoever reads them; or compared with, and never said.
COMMAND_LINE_ONLY = {"evaluation.py", "pairing.py", "phantom.py", "machine.py", "scanner.py"}
COMMAND_LINE_ONLY |= {"wording.py", "series_naming.py", "dicom_studies.py"}
# Written into files and tables, which are English.
COMMAND_LINE_ONLY |= {"provenance.py", "plain_values.py"}
COMMAND_LINE_ONLY |= {"files.py"}
# A window says them by their codes.
COMMAND_LINE_ONLY |= {"reasons.py"}
# What stands in DICOM objects is English.
COMMAND_LINE_ONLY |= {"segments.py", "authorship.py", "deidentifying.py"}

# VASARI's questions and rules have a table of their own: desktop_app/language/vasari_texts.py.
COMMAND_LINE_ONLY |= {"features.py", "rules.py"}

# Said by the operating system or by the decompressor, within a sentence of core.
FOREIGN = {
    "Compressed file ended before the end-of-stream marker was reached",
    "CRC check failed {0}",
    "No such file or directory",
    "Permission denied",
    "No space left on device",
    "Read-only file system",
    "Input/output error",
}

# Said on the command line alone: batches, and orders that are typed.
ELSEWHERE = (
    "X7: this model was brought from elsewhere",
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


EXPORT = "Export the series again, whole, or choose another."
TILTED = "224 × 256 × 26 voxels, tilted 17°"

# What stands in a sentence's places, where it is words: phrases, each with its own template.
PLACES = {
    ("grids.py", "found"): TILTED,
    ("grids.py", "expected"): TILTED.replace("17", "6"),
    (
        "grids.py",
        "advice",
    ): "Let the program align it to T1 (the button “Align and remove the skull”; on the command "
    "line --raw), or use files that were co-registered.",
    ("grids.py", "text"): "224 × 256 × 26 voxels of 0.898 × 0.898 × 5.5 mm, LAS",
    ("contents.py", "pair"): "T1 and T2",
    ("heads.py", "side"): "front and back",
    ("placing.py", "subject"): "The file of T1 does not say which way its axes run.",
    ("placing.py", "size"): " Voxels of 1 mm were assumed.",
    ("nifti.py", "describe(start)"): "it is a zip archive",
    ("nifti.py", "error.strerror"): "Permission denied",
    ("nifti.py", "error"): "its header is incomplete",
    ("outputs.py", "reason"): "No space left on device",
    ("stacked.py", "'both' if short else 'neither'"): "neither",
    ("model_package.py", "_WHAT_IT_IS"): "A model package is a folder that holds model.json, "
    "weights.safetensors and, for OpenVINO, model.xml; python -m training export "
    "makes one out of a checkpoint.",
    ("finding.py", "' '.join(sentences)"): "No file's name tells T1 or T2. Not recognised: "
    "a.nii. A file that stacks all four is opened as such, with their order.",
    **{
        (name, "NEEDED"): "Two sequences at least are needed, T1Gd or FLAIR among them."
        for name in ("presence.py", "reading.py", "preprocessing.py", "raw.py")
    },
    ("adding.py", "_KINDS"): "A package of python -m training export (model.json), a MONAI bundle "
    "(inference.json), a results folder of nnU-Net v2 (plans.json, dataset.json, fold_0) "
    "or an ONNX file with a JSON of the same name can be brought.",
    ("weights.py", "_WHY"): "Reading it would run code. Only tensors, plain values and numpy's "
    "numbers are read. Save the weights as a state dict: torch.save(network.state_dict(), path).",
    ("weights.py", "told"): " It asks for posix.system.",
    ("onnx_file.py", "error"): "no sequence, or one twice",
    ("geometry.py", "EXPORT"): EXPORT,
    ("storing.py", "error"): "A frame lies 4.00 mm off every slice of the series.",
    ("source_images.py", "name"): "frame of reference",
    ("usability.py", "EXPORT"): EXPORT,
    ("usability.py", "problem"): f"2 missing, first after slice 4 of 9 (IM4): the next lies 9 mm "
    f"on where the others lie 3 mm apart. {EXPORT}",
    ("reading.py", "error"): f"slices IM4 and IM5 lie at the same place (1 such in 9), so which "
    f"of them to take is not known. {EXPORT}",
    **{
        (name, "why_no_place(lost)"): f"IM1, first of 4, tells no position. {EXPORT}"
        for name in ("usability.py", "reading.py")
    },
    ("usability.py", "what"): "no position",
    ("usability.py", "kind"): "a localiser",
    ("usability.py", "_OF_KIND[code]"): "a localiser",
    ("usability.py", "why"): "its image type says LOCALIZER",
    ("recognising.py", "why"): "no TR or TE",
    ("recognising.py", "contrast"): "As to contrast, it tells no contrast agent.",
    ("recognising.py", "rank"): "It is the surest of 3.",
    ("recognising.py", "c.reason"): "Its name holds “t1”; its header is silent.",
    ("recognising.py", "first.reason"): "Its name holds “t1”; its header is silent.",
    ("recognising.py", "found[0].series.title"): "Series 3 (“t1”)",
    ("recognising.py", "found[0].reason"): "Its name holds “t1”; its header is silent.",
    ("series_choice.py", "reason"): "Its name holds “t1”; its header is silent.",
    ("series_choice.py", "text"): "T1 is series 3, chosen by hand.",
    ("series_choice.py", "against"): "It is a localiser.",
    ("finding.py", "_why_empty(folder)"): "it holds label maps only (a_seg.nii), no sequence.",
}

# Pieces that code puts together; what they become is tested as a whole.
WHOLE = (
    "{}",
    "X7: {}.",
    "X7: {}",
    "LAS{}",
    "Its slices make no grid: {}",
    "Its slices cannot be placed: {}",
    "It is {}: its image type says LOCALIZER.",
    "It is a localiser: {}.",
    "Its header tells it ({}), its name does not.",
    "T1 and T2 look exchanged. {}",
    "{} Compare them with what you expect, and choose the files one by one if they are.",
)

# Never in a window's message: progress, names of engines, patterns of file names, and what the
# operating system, a library or another program is told.
SILENT = re.compile(
    r"read X7|reading X7|aligning X7|finding the brain|interpolating"
    r"|OpenVINO CPU X7|PyTorch X7 f32|X7 … X7|X7: X7|Sequences stacked in one file have .*"
    r"|.*(\[-_|\(\?).*"
    # What is wrong in code, and in no file: a fault, which its own dialog tells.
    r"|slices lie along an axis: .*|X7 is no label of the tumour|a polygon lies on a slice: .*"
    r"|a safety radius of X7 mm|a place that is no place"
    r"|no brain was extracted|X7: no name for a member of a session"
    # How a model was brought, in its card; the window says the steps by its own words.
    r"|converting the network|comparing with the original|(reading|writing|copying) the model"
    r"|as its own files tell it|one window of the demo study, float32|nnU-Net v2 X7|MONAI bundle"
    # Names of networks' arithmetic, labels and types, which are compared with.
    r"|\s+(_convolution|annotate) .*|tc\|.*|torch\.nn\.Module \| .*"
    r"|cut at thresholds|#Insight Transform File .*",
    re.DOTALL,
)

ENGLISH = re.compile(
    r"\b(the|of|is|are|it|its|and|or|not|than|instead|with|which|voxels|tilted|this|that|an|by"
    r"|from|files?|folder|was|were|there|be|has|have|holds?|expected|found|looks?|if|on|to|in|at"
    r"|for|does|cannot|could|under|another)\b",
    re.IGNORECASE,
)


def sample_of(node, file=""):
    """A string node as a sentence with something in each place; None for other nodes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            v.value
            if isinstance(v, ast.Constant)
            else PLACES.get((file, ast.unparse(v.value)), "X7")
            for v in node.values
        )
    return None


def strings_of_core():
    """Every string of two words and more that is no docstring, as (place, sample)."""
    for path in SOURCES:
        if path.name in COMMAND_LINE_ONLY:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            id(part)
            for whole in ast.walk(tree)
            if isinstance(whole, ast.JoinedStr)
            or (isinstance(whole, ast.Expr) and isinstance(whole.value, ast.Constant))
            for part in ast.walk(whole)
            if part is not whole
        }
        for node in ast.walk(tree):
            sample = None if id(node) in inside else sample_of(node, path.name)
            words = re.findall(r"[A-Za-z]{2,}", (sample or "").replace("X7", ""))
            known = sample is None or SILENT.fullmatch(sample) or sample.startswith(ELSEWHERE)
            if not known and " " in sample.strip() and len(words) > 1:
                yield f"{path.name}:{node.lineno}", sample.strip()


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
        f"{place}: add this sentence to desktop_app/language/sentences.py, then `make translations`"
    )


def english_in(text):
    """English words of a text that are left where it should be Spanish."""
    return ENGLISH.findall(text)


@pytest.mark.parametrize(("place", "sample"), list(strings_of_core()), ids=lambda v: v[:40])
def test_nothing_of_core_stays_english_with_its_places_filled(place, sample, spanish):
    """A sentence whose template matches may still keep a place, or its first half, in English."""
    wholes = [whole.format(sample) for whole in WHOLE]
    assert any((said := translated(w)) != w and not english_in(said) for w in wholes), (
        f"{place}: add this to desktop_app/language/sentences.py and run `make translations`: "
        f"{translated(wholes[0])}"
    )


def test_no_template_is_left_of_a_sentence_that_is_gone():
    # What keeps work and writes says some in the words of core's errors.
    window = sorted((ROOT / "desktop_app" / "work").glob("*.py"))
    window += sorted((ROOT / "desktop_app" / "commands").glob("*.py"))
    spoken = "\n".join(
        sample
        for path in [*SOURCES, *window]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (sample := sample_of(node))
    )
    stale = [
        template
        for template in SENTENCES
        if template not in FOREIGN
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
            assert not english_in(translated(finding.text)), finding.text

    def test_of_a_refusal_on_several_lines(self, spanish):
        text = "case was not opened.\nT1 and T2 look exchanged. " + (
            "Compare them with what you expect, and choose the files one by one if they are."
        )
        first, second = translated(text).split("\n")
        assert first == "case no se abrió."
        assert second.startswith("T1 y T2 parecen intercambiadas.")

    def test_of_a_refusal_of_tilted_grids(self, spanish):
        """As studies come from the scanner: each sequence on a grid of its own."""
        rng = np.random.default_rng(0)
        volumes, shapes = {}, ([9, 8, 6], [8, 9, 6]) * 2
        for n, (modality, shape) in enumerate(zip(Modality, shapes, strict=True)):
            angle = np.radians(6 * n + 6)
            affine = np.diag([0.9, 0.9, 5.5, 1.0])
            turn = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
            affine[1:3, 1:3] = turn @ affine[1:3, 1:3]
            volumes[modality] = Volume(rng.integers(0, 900, shape, np.int16), affine)
        with pytest.raises(CheckError) as caught:
            accept(check(volumes, "case"), "case")
        said = translated(str(caught.value)).split("\n")
        # The refusals alone: thick and tilted slices matter to a study that is opened.
        assert len(said) == len(str(caught.value).split("\n")) == 5
        for line in said:
            assert not english_in(line), line
        assert any("inclinación" in line for line in said)

    @pytest.mark.parametrize(("system", "point"), [("es_PE", "."), ("es_ES", ",")])
    def test_numbers_take_the_decimal_point_that_is_spoken(
        self, spanish, monkeypatch, system, point
    ):
        monkeypatch.setattr(sentences, "spoken_locale", lambda: QLocale(system))
        for english, said in (
            (
                "Mean Dice of gliovista-4 over held-out cases: WT 0.72, TC 0.61 instead of WT "
                "0.87, TC 0.76 with all four.",
                ("WT 0.72, TC 0.61", "WT 0.87, TC 0.76"),
            ),
            (
                "The slices are 5.5 mm thick (T2: 0.898 × 0.898 × 5.5 mm). The model learnt from "
                "1 mm voxels: expect coarse borders and check volumes by eye.",
                ("5.5 mm", "0.898 × 0.898 × 5.5 mm"),
            ),
            (
                "T1 and T2 have the same shape, but lie up to 3.1 mm apart in space. Let the "
                "program align it to T1 (the button “Align and remove the skull”; on the command "
                "line --raw), or use files that were co-registered.",
                ("3.1 mm",),
            ),
        ):
            found = translated(english)
            assert found != english
            for part in said:
                assert part.replace(".", point) in found

    def test_no_number_of_core_has_a_comma_for_thousands(self, spanish):
        data = np.random.default_rng(0).integers(1, 900, (40, 40, 40), np.int16)
        (skull,) = check_head({Modality.T1: Volume(data, np.diag([4.0, 4.0, 4.0, 1.0]))})
        assert skull.values["ml"] > 3000
        assert (
            re.findall(r"\d,\d", skull.text) == re.findall(r"\d,\d", translated(skull.text)) == []
        )

    @pytest.mark.parametrize(
        ("english", "name"),
        [
            ("1.5 was not opened.", "1.5"),
            (
                "/a: it holds 2 folders with images: 1.5, 2.5. Open one of them, or run a batch "
                "over all.",
                "1.5, 2.5",
            ),
            ("scan 1.5 mm.nii was not opened.", "scan 1.5 mm.nii"),
            ("Series 1.2 (“t1”)", "1.2"),
            ("T1 is series 3.1, chosen by hand.", "3.1"),
            ("2 files could be T1: a 1.5 t1.nii and t1 2.5.nii.", "a 1.5 t1.nii y t1 2.5.nii"),
        ],
    )
    def test_numbers_in_names_are_never_touched(self, spanish, monkeypatch, english, name):
        monkeypatch.setattr(sentences, "spoken_locale", lambda: QLocale("es_ES"))
        found = translated(english)
        assert found != english
        assert name in found

    def test_paths_are_never_touched(self, spanish):
        path = "/scans/left and right/it is empty"
        said = translated(f"{path}: there is no such folder. Check the path.")
        assert said == f"{path}: no existe esa carpeta. Revise la ruta."

    def test_what_is_unknown_stays_whole(self, spanish):
        text = "Something new happened. it is empty"
        assert translated(text) == text


def test_reasons_of_dicom_series_are_said_whole(spanish):
    """As they come: several sentences, with names and numbers in their places."""
    for text in (
        "Series 6.1 (“t1_se”) may be T1Gd. Its name holds “t1” and its header agrees (TR 550, "
        "TE 9 ms). As to contrast, no T1 tells contrast, and a later one may be with or without. "
        "Of 2 it is the latest of equals.",
        "Its header tells it (TR 2300, TE 2.98, TI 900 ms), its name does not.",
        "It is diffusion, or a map of it: its b-value is 1000.",
        f"Series 4 (“x”): its slices make no grid: 2 missing, first after slice 4 of 8 "
        f"(IM0004.dcm): the next lies 11 mm on where the others lie 5.5 mm apart. {EXPORT}",
        f"Series 4: its slices cannot be placed: IM1, first of 9, tells no orientation. {EXPORT}",
        "Its slices make no grid: the distance between slices changes from 3 to 5 mm, most at "
        "slice 2 of 9 (IM2), so they make no regular grid. Choose another series, or one that "
        "was reformatted evenly.",
        "/a: no DICOM file is in it. Choose the folder of the study.\nx.zip: no archive that can "
        "be unpacked. Copy or download it again.",
        "DICOMDIR: 2 of the 10 files that it names are not there. Copy the whole disc.",
    ):
        said = translated(text)
        assert said != text
        assert not english_in(said), said
