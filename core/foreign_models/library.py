"""The models of one person: those that shipped, and those brought since, in the user's folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from core.errors import ModelPackageError
from core.files.outputs import unwritable
from core.segmenting.model_package import CARD, ModelPackage, read_package, shipped_packages
from core.studies.provenance import Provenance

_LONGEST_NAME = 60


@dataclass(frozen=True)
class Listed:
    """One model that is there.

    Attributes:
        folder: its package.
        shipped: whether it came with the program.
        package: as read and verified; None where it cannot be used.
        error: why not; empty where it can.
    """

    folder: Path
    shipped: bool
    package: ModelPackage | None
    error: str = ""

    @property
    def name(self) -> str:
        """What a person knows it by, also on the command line: its folder's name."""
        return self.folder.name


def models_folder(kept: Path | None = None) -> Path:
    """Where models that were brought are kept.

    Args:
        kept: the program's folder of data; default the user's own.
    """
    return (kept or user_data_path("Gliovista", appauthor=False)) / "models"


def listed_models(folder: Path) -> list[Listed]:
    """All models, the shipped ones first; reads and verifies every file, so off the GUI thread."""
    own = [_listed(path, shipped=True) for path in shipped_packages()[-1:]]
    return own + [_listed(path, shipped=False) for path in shipped_packages(folder)]


def find_model(name: str | Path, folder: Path) -> Path:
    """The package that a person means: a folder, or the name of a model that was brought.

    Returns:
        A folder that exists where one does; else the path as it was given, whose error then says
        what is wrong with it.
    """
    path = Path(name)
    kept = folder / str(name)
    known = path.name == str(name) and (kept / CARD).is_file()
    return kept if known and not (path / CARD).is_file() else path


def package_of(made: Provenance, folder: Path) -> ModelPackage | None:
    """The package that made a result; None where it is not here any more.

    Reads files, so off the GUI thread.
    """
    for path in [*shipped_packages()[-1:], *shipped_packages(folder)]:
        package = _listed(path, shipped=False).package
        if package is not None and is_of(package, made):
            return package
    return None


def is_of(package: ModelPackage, made: Provenance) -> bool:
    """Whether a package is of the model that made a result; two models may bear one name."""
    return (package.name, package.origin) == (made.model, made.origin)


def remove_model(name: str, folder: Path) -> Path:
    """Delete a model that was brought.

    Returns:
        Where it was.

    Raises:
        ModelPackageError: there is none of this name.
        WritingError: it cannot be deleted.
    """
    path = folder / name
    if Path(name).name != name or not (path / CARD).is_file():
        known = ", ".join(p.name for p in shipped_packages(folder)) or "none"
        raise ModelPackageError(f"“{name}” is no model that was brought. There are: {known}.")
    try:
        if path.is_symlink():
            path.unlink()
        else:
            shutil.rmtree(path)
    except OSError as error:
        raise unwritable(path, error) from error
    return path


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """A folder's name out of a model's: letters, digits, dots and dashes, unlike those taken."""
    plain = re.sub(r"[^\w.-]+", "-", wanted, flags=re.ASCII).strip("-.")[:_LONGEST_NAME] or "model"
    used = {name.lower() for name in taken}
    number, name = 1, plain
    while name.lower() in used:
        number += 1
        name = f"{plain}-{number}"
    return name


def _listed(path: Path, *, shipped: bool) -> Listed:
    try:
        return Listed(path, shipped, read_package(path))
    except ModelPackageError as error:
        return Listed(path, shipped, None, str(error))
