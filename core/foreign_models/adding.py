"""Bring a model: tell its kind, read it, convert and check it, keep it in the user's folder."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core import __version__
from core.errors import ModelPackageError
from core.files.outputs import make_folder, unwritable
from core.foreign_models.converting import Converted, convert_network
from core.foreign_models.library import free_name
from core.foreign_models.monai_bundle import is_bundle, read_bundle
from core.foreign_models.nnunet import is_nnunet, read_nnunet
from core.foreign_models.onnx_file import find_onnx, read_onnx
from core.foreign_models.original import Original
from core.networks.package_files import sha256
from core.phantom.phantom import demo_study
from core.progress import Progress, no_progress
from core.segmenting.model_package import (
    CARD,
    FORMAT_IMPORTED,
    ModelPackage,
    fold_file,
    read_package,
    shipped_packages,
)
from core.segmenting.postprocessing import PostProcessing

_DEMO_SHAPE, _DEMO_MM = (120, 120, 78), 2.0

_KINDS = (
    "A package of python -m training export (model.json), a MONAI bundle (inference.json), "
    "a results folder of nnU-Net v2 (plans.json, dataset.json, fold_0) or an ONNX file with a JSON "
    "of the same name can be brought."
)


def add_model(
    path: Path, folder: Path, progress: Progress = no_progress, name: str = ""
) -> ModelPackage:
    """Bring a model into the folder of models.

    Args:
        path: what to bring: a folder, or an ONNX file.
        folder: of models that were brought, see :func:`core.foreign_models.library.models_folder`.
        progress: called between steps; may raise ``Cancelled``, after which nothing is left.
        name: what to call it; default what its own files say.

    Returns:
        The package in its place.

    Raises:
        ModelPackageError: it is of no known kind, is not understood in all that matters, would run
            code, differs from the original once converted, needs a library that this program
            lacks, or is there already.
        WritingError: the folder cannot be written to.
    """
    progress(0, 1, "reading the model")
    if (path / CARD).is_file():
        return _copied(read_package(path), folder, name, progress)
    try:
        original = read_original(path)
        with _new_package(folder, name or original.name) as fresh:
            _write(original, fresh, name or original.name, progress)
    except ModuleNotFoundError as error:
        # The slim program has no PyTorch, which reads weights and builds networks.
        library = (error.name or "").partition(".")[0]
        raise ModelPackageError(
            f"{library} is not part of this program, so a model cannot be converted here. Bring "
            "it with an installation that has PyTorch, then bring the package that it made."
        ) from error
    return read_package(fresh.final)


def read_original(path: Path) -> Original:
    """Read a model of another program, of whichever known kind; converts nothing yet.

    Raises:
        ModelPackageError: see :func:`add_model`.
    """
    if not path.exists():
        raise ModelPackageError(f"{path}: there is no such file or folder. {_KINDS}")
    if is_bundle(path):
        return read_bundle(path)
    if is_nnunet(path):
        return read_nnunet(path)
    onnx = find_onnx(path)
    if onnx is not None:
        return read_onnx(onnx)
    raise ModelPackageError(f"{path}: this is no kind of model that is known. {_KINDS}")


class _Place:
    """A package that is being made.

    Attributes:
        work: where its files are written.
        final: where it will lie.
    """

    def __init__(self, work: Path, final: Path) -> None:
        self.work, self.final = work, final


@contextmanager
def _new_package(folder: Path, name: str) -> Iterator[_Place]:
    """A folder that takes its name when the block ends well; else nothing is left."""
    make_folder(folder)
    final = folder / free_name(name, [p.name for p in folder.iterdir()])
    try:
        work = Path(tempfile.mkdtemp(prefix=".", dir=folder))
    except OSError as error:
        raise unwritable(final, error) from error
    try:
        yield _Place(work, final)
        work.chmod(0o755)  # mkdtemp makes it for the owner alone
        work.rename(final)
    except OSError as error:
        raise unwritable(final, error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _copied(package: ModelPackage, folder: Path, name: str, progress: Progress) -> ModelPackage:
    """A package of this program's own making, as it is."""
    for path in shipped_packages(folder):
        if sha256(path / CARD) == package.digest:
            raise ModelPackageError(
                f"{package.folder}: this model is here already, as {path.name}."
            )
    card = json.loads((package.folder / CARD).read_text(encoding="utf-8"))
    files = [CARD, *card["files"]]
    with _new_package(folder, name or package.name) as fresh:
        for done, file in enumerate(files):
            progress(done, len(files), "copying the model")
            shutil.copyfile(package.folder / file, fresh.work / file)
        # What changed meanwhile, or came over damaged, is not left behind under a name.
        read_package(fresh.work)
    return read_package(fresh.final)


def _write(original: Original, place: _Place, name: str, progress: Progress) -> None:
    steps = 2 * len(original.networks) + 1
    study, _ = demo_study(shape=_DEMO_SHAPE, spacing_mm=_DEMO_MM)
    converted: list[Converted] = []
    for number, build in enumerate(original.networks):
        progress(2 * number, steps, "converting the network")
        converted.append(
            convert_network(
                build,
                original.recipe,
                study,
                place.work / fold_file(number),
                lambda at=2 * number + 1: progress(at, steps, "comparing with the original"),  # type: ignore[misc]
            )
        )
    progress(steps - 1, steps, "writing the model")
    card = _card(original, name, converted, place.work)
    text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
    (place.work / CARD).write_text(text, encoding="utf-8")


def _card(
    original: Original, name: str, converted: list[Converted], folder: Path
) -> Mapping[str, Any]:
    files = sorted(path.name for path in folder.iterdir())
    sources = {f"{p.parent.name}/{p.name}": sha256(p) for p in original.files}
    return {
        "format": FORMAT_IMPORTED,
        "name": name,
        "recipe": original.recipe.to_json(),
        "postprocessing": PostProcessing().to_json(),
        "provenance": {
            "origin": original.kind,
            **original.facts,
            "sources": sources,
            "conversion": {
                "compared_on": "one window of the demo study, float32",
                "largest_difference": max(c.largest_difference for c in converted),
            },
            "gliovista": __version__,
        },
        "scores": {
            "protocol": "as its own files tell it",
            "plain": {region: {"dice": dice} for region, dice in original.dice.items()},
        },
        "files": {file: sha256(folder / file) for file in files},
    }
