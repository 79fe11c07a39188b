"""An ONNX file with a JSON of the same name beside it, which says how it runs (docs/MODELS.md)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import GeometryError
from core.foreign_models.monai_config import read_json
from core.foreign_models.original import Original, refused
from core.foreign_models.words import (
    regions_of_channels,
    regions_of_labels,
    sequences,
    speaks_of_regions,
)
from core.labels import Region
from core.segmenting.recipe import (
    Crop,
    Manner,
    Normalise,
    Outputs,
    Recipe,
    Resample,
    Scheme,
    Step,
    Windows,
    three,
)
from core.space.affine import parse_axes

_NEEDED = ("channels", "normalisation", "window", "outputs", "activation")


def find_onnx(path: Path) -> Path | None:
    """The ONNX file that a path is, or the only one of a folder; None otherwise."""
    if path.is_file():
        return path if path.suffix.lower() == ".onnx" else None
    found = sorted(path.glob("*.onnx")) if path.is_dir() else []
    return found[0] if len(found) == 1 else None


def read_onnx(path: Path) -> Original:
    """Read the JSON beside an ONNX file.

    Raises:
        ModelPackageError: it is absent, or does not say what is needed.
    """
    card = path.with_suffix(".json")
    if not card.is_file():
        raise refused(
            card,
            "this file is missing. An ONNX file does not say which channels it wants; "
            f"{card.name} beside it must hold {', '.join(_NEEDED)}, see “Other models” in the "
            "manual.",
        )
    told = read_json(card)
    absent = [name for name in _NEEDED if name not in told]
    if absent:
        raise refused(
            card, f"it does not say {', '.join(absent)}. See “Other models” in the manual."
        )
    try:
        recipe = _recipe(told, card)
    except (KeyError, TypeError, ValueError, GeometryError) as error:
        raise refused(card, f"it does not say what is needed ({error}).") from error
    return Original(
        name=str(told.get("name") or path.stem),
        kind="ONNX",
        recipe=recipe,
        networks=(lambda: path,),
        files=(path, card),
        facts={n: str(told[n]) for n in ("cases", "licences", "source") if told.get(n)},
        dice={r.value: float(v) for r in Region if (v := told.get("dice", {}).get(r.value))},
    )


def _recipe(told: Mapping[str, Any], card: Path) -> Recipe:
    channels = sequences([str(name) for name in told["channels"]], card)
    manner = Manner(told.get("manner", Manner.MONAI.value))
    schemes = told["normalisation"]
    schemes = [schemes] * len(channels) if isinstance(schemes, str) else schemes
    steps: list[Step] = [Crop()] if told.get("crop", False) else []
    normalise, spacing = Normalise(tuple(map(Scheme, schemes))), told.get("spacing_mm")
    resample = [] if spacing is None else [Resample(three(spacing, float), manner)]
    steps += [normalise, *resample] if manner is Manner.NNUNET else [*resample, normalise]
    names = [str(name) for name in told["outputs"]]
    softmax = {"sigmoid": False, "softmax": True}[told["activation"]]
    if speaks_of_regions(names) or not softmax:
        regions = regions_of_channels(names, card)
    else:
        regions = regions_of_labels(dict(enumerate(names)), card)
    recipe = Recipe(
        channels=channels,
        axes=parse_axes(str(told.get("axes", "LPS"))),
        steps=tuple(steps),
        windows=Windows(
            size=three(told["window"], int),
            overlap=float(told.get("overlap", 0.5)),
            gaussian=bool(told.get("gaussian", True)),
            manner=manner,
        ),
        outputs=Outputs(regions, softmax, activated_last=manner is Manner.NNUNET),
        mirrored=tuple(map(int, told.get("mirrored", ()))),
    )
    return Recipe.from_json(recipe.to_json())
