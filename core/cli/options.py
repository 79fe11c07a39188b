"""A sub-command's options as one dataclass, and the options that several share."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from core.errors import GeometryError
from core.labels import LabelConvention
from core.space.affine import parse_axes

Options = TypeVar("Options")

Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on stdout.")]


def _axes(text: str | None) -> str | None:
    try:
        return None if text is None else parse_axes(text)
    except GeometryError as error:
        raise typer.BadParameter(str(error)) from error


Axes = Annotated[
    str | None,
    typer.Option(
        callback=_axes,
        help="Where axes grow to, such as LPS, of arrays and files that do not say it.",
    ),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace files that exist.")]

WithoutUnreadable = Annotated[
    bool,
    typer.Option(
        "--without-unreadable",
        help="Go on without a sequence whose file is there, but cannot be used.",
    ),
]


class FileLabels(StrEnum):
    """Conventions that label maps are written in."""

    BRATS2021 = "brats2021"
    BRATS2023 = "brats2023"

    @property
    def convention(self) -> LabelConvention:
        """The same, as the core names it."""
        return LabelConvention(self.value)


class EngineChoice(StrEnum):
    """What runs the network."""

    AUTO = "auto"
    OPENVINO = "openvino"
    PYTORCH = "pytorch"


class ModeChoice(StrEnum):
    """:class:`core.segmenting.inference.Mode`, which is not imported before a network runs."""

    FAST = "fast"
    ACCURATE = "accurate"


@dataclass(frozen=True, kw_only=True)
class NetworkOptions:
    """Options of the sub-commands that run a network."""

    axes: Axes = None
    labels: Annotated[
        FileLabels, typer.Option(help="Number of ET in the file: 4 (brats2021) or 3 (brats2023).")
    ] = FileLabels.BRATS2021
    mode: Annotated[
        ModeChoice, typer.Option(help="accurate also runs mirror images and averages them.")
    ] = ModeChoice.FAST
    model: Annotated[
        Path | None, typer.Option(help="Model's folder, or its name in models list.")
    ] = None
    engine: Annotated[EngineChoice, typer.Option(help="What runs the network.")] = EngineChoice.AUTO
    threads: Annotated[int, typer.Option(min=0, help="CPU threads; 0 for all.")] = 0
    all_regions: Annotated[
        bool,
        typer.Option(
            "--all-regions",
            help="Without T1Gd: also TC and ET, which cannot be told then; else WT alone.",
        ),
    ] = False
    without_unreadable: WithoutUnreadable = False
    overwrite: Overwrite = False
    json: Json = False


def takes(kind: type[Options]) -> Callable[[Callable[[Options], int]], Callable[..., None]]:
    """Make a Typer command of a function that takes one dataclass and gives an exit code.

    Typer reads a command's options from its signature; this one is made from the fields.
    """

    def decorate(function: Callable[[Options], int]) -> Callable[..., None]:
        def command(**values: Any) -> None:
            raise typer.Exit(function(kind(**values)))

        hints = get_type_hints(kind, include_extras=True)
        parameters = [
            inspect.Parameter(
                field.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if field.default is MISSING else field.default,
                annotation=hints[field.name],
            )
            for field in fields(kind)  # type: ignore[arg-type]  # any dataclass
        ]
        command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        command.__annotations__ = {p.name: p.annotation for p in parameters}
        command.__doc__, command.__name__ = function.__doc__, function.__name__
        return command

    return decorate
