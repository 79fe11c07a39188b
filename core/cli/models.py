"""``gliovista models``: bring, list and remove models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from core.cli.exit_codes import ExitCode
from core.cli.options import Json, takes
from core.cli.output import console, number, print_error, print_json, progress_bar, table
from core.foreign_models.library import Listed, listed_models, models_folder, remove_model
from core.segmenting.inference import held_out_dice
from core.segmenting.model_package import ModelPackage
from core.segmenting.passes import Mode


class Deed(StrEnum):
    """What is done."""

    ADD = "add"
    LIST = "list"
    REMOVE = "remove"


@dataclass(frozen=True, kw_only=True)
class ModelsOptions:
    """Options of ``models``."""

    deed: Annotated[Deed, typer.Argument(help="add PATH, list, or remove NAME.", metavar="DEED")]
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="PATH|NAME",
            help="add: a folder or an ONNX file. remove: a name that list shows.",
        ),
    ] = None
    name: Annotated[str, typer.Option(help="add: what to call it.")] = ""
    json: Json = False


@takes(ModelsOptions)
def models(options: ModelsOptions) -> int:
    """Bring a model, list those that are there, or remove one that was brought.

    A model is a package of training export, a MONAI bundle, a results folder of nnU-Net v2, or an
    ONNX file with a JSON. Nothing in it is run before all of it is understood; see docs/MODELS.md.
    Use one by its name: segment --model NAME.
    """
    folder = models_folder()
    if options.deed is Deed.LIST:
        return _list(folder, as_json=options.json)
    if not options.what:
        raise typer.BadParameter(f"{options.deed.value} needs a path or a name.")
    if options.deed is Deed.REMOVE:
        path = remove_model(options.what, folder)
        console().print(f"Removed {path}", markup=False)
        return ExitCode.OK
    # It brings in what reads and converts, which the others need not wait for.
    from core.foreign_models.adding import add_model

    with progress_bar("Model") as (progress, _):
        package = add_model(Path(options.what), folder, progress, options.name)
    if options.json:
        print_json(_as_json(Listed(package.folder, False, package)))
    else:
        console().print(
            f"Brought {package.name} ({package.origin}) as {package.folder.name}. "
            f"Use it with --model {package.folder.name}.",
            markup=False,
        )
    return ExitCode.OK


def _list(folder: Path, *, as_json: bool) -> int:
    listed = listed_models(folder)
    if as_json:
        print_json([_as_json(model) for model in listed])
    else:
        rows = [_row(model.name, model.package) for model in listed if model.package]
        table("", ("Name", "From", "Sequences", "Cases", "Licence", "Dice WT TC ET"), rows)
    for model in listed:
        if model.package is None:
            print_error(model.error)
    unusable = any(model.package is None for model in listed)
    return ExitCode.SOME_FAILED if unusable else ExitCode.OK


_NOT_TOLD = "not told"


def _row(name: str, package: ModelPackage) -> tuple[str, ...]:
    told, dice = package.provenance, held_out_dice(package, Mode.FAST)
    return (
        name,
        package.origin or "comes with Gliovista",
        " ".join(m.value for m in package.channels),
        _cases(told) or _NOT_TOLD,
        str(told.get("licences") or _NOT_TOLD)[:40],
        " ".join(number(value, 2) for value in dice.values()) or _NOT_TOLD,
    )


def _cases(told: Mapping[str, Any]) -> str:
    cases = told.get("cases") or ""
    return str(len(cases)) if isinstance(cases, list) else str(cases)


def _as_json(model: Listed) -> dict[str, Any]:
    package = model.package
    if package is None:
        return {"name": model.name, "folder": str(model.folder), "error": model.error}
    return {
        "name": model.name,
        "model": package.name,
        "folder": str(model.folder),
        "shipped": model.shipped,
        "origin": package.origin,
        "sha256": package.digest,
        "sequences": [m.value for m in package.channels],
        "cases": _cases(package.provenance),
        "licences": package.provenance.get("licences", ""),
        "dice": {r.value: d for r, d in held_out_dice(package, Mode.FAST).items()},
    }
