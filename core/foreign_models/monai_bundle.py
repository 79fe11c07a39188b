"""A MONAI bundle: ``configs/inference.json``, ``configs/metadata.json`` and weights.

Specification: docs.monai.io/en/stable/mb_specification.html. What the configuration says of
reading, looping and saving is not needed and not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from core.foreign_models.monai_config import Config, read_json
from core.foreign_models.monai_networks import build_network
from core.foreign_models.original import Original, refused
from core.foreign_models.torchscript import load_torchscript
from core.foreign_models.weights import load_into, read_weights
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

CONFIG, METADATA = Path("configs/inference.json"), Path("configs/metadata.json")
_WEIGHTS, _SCRIPT = Path("models/model.pt"), Path("models/model.ts")
_FILES_AXES = "LPS"
"""How BraTS's files lie; a bundle that does not orient its images sees them so."""

_NOTHING = (
    "LoadImage", "EnsureChannelFirst", "EnsureType", "ToTensor", "CastToType", "ToDevice",
    "AsChannelFirst", "AddChannel", "SqueezeDim", "Identity",
)  # fmt: skip
_WRAPPERS = ("model", "state_dict", "network", "net")
_KNOWN_AFTER = ("Activations", "AsDiscrete", "Invert", "SaveImage", "EnsureType", "ToTensor")


def is_bundle(folder: Path) -> bool:
    """Whether a folder looks like a bundle."""
    return (folder / "configs").is_dir() and (
        (folder / METADATA).is_file() or (folder / CONFIG).is_file()
    )


def read_bundle(folder: Path) -> Original:
    """Read a bundle; builds no network yet.

    Raises:
        ModelPackageError: a file is absent, does not say what is needed, or asks for more than is
            known here.
    """
    config = Config(folder / CONFIG, read_json(folder / CONFIG))
    metadata = read_json(folder / METADATA)
    inputs, outputs = (_channels(metadata, kind, folder / METADATA) for kind in _SIDES)
    axes, steps = _steps(config, len(inputs))
    recipe = Recipe(
        channels=sequences(inputs, folder / METADATA),
        axes=axes,
        steps=steps,
        windows=_windows(config),
        outputs=_outputs(config, outputs, folder / METADATA),
    )
    build, weights = _network(folder, config)
    return Original(
        name=folder.resolve().name,
        kind=" ".join(filter(None, ("MONAI bundle", str(metadata.get("version", ""))))),
        recipe=recipe,
        networks=(build,),
        files=(weights, folder / CONFIG, folder / METADATA),
        facts=_facts(folder, metadata, _left_out(config)),
        dice=_dice(metadata),
    )


_SIDES = ("inputs", "outputs")


def _channels(metadata: Mapping[str, Any], side: str, path: Path) -> list[str]:
    try:
        told = metadata["network_data_format"][side]
        named = next(iter(told.values()))["channel_def"]
        return [str(named[key]) for key in sorted(named, key=int)]
    except (KeyError, StopIteration, AttributeError, TypeError, ValueError) as error:
        raise refused(
            path,
            f"it does not name the network's channels (network_data_format, {side}, channel_def).",
        ) from error


def _network(folder: Path, config: Config) -> tuple[Any, Path]:
    weights, script = folder / _WEIGHTS, folder / _SCRIPT
    definition = config.plain("network_def") or config.plain("network")
    if definition is not None and (weights.is_file() or not script.is_file()):
        if not weights.is_file():
            raise refused(
                weights,
                "this file of weights is missing. Bundles name in large_files.yml where it is to "
                "be had; put it there and choose the folder again.",
            )
        return partial(_built, definition, config.path, weights), weights
    if script.is_file():
        return partial(load_torchscript, script), script
    raise refused(config.path, "it describes no network (network_def).")


def _built(definition: Any, config: Path, weights: Path) -> Any:
    network = build_network(definition, config)
    values = read_weights(weights)
    for wrapper in _WRAPPERS:
        if isinstance(values.get(wrapper), Mapping):
            values = dict(values[wrapper])
    plain = {name.removeprefix("module."): value for name, value in values.items()}
    return load_into(network, plain, weights)


def _transforms(config: Config, name: str) -> list[dict[str, Any]]:
    whole = config.plain(name)
    listed = whole.get("transforms", []) if isinstance(whole, Mapping) else whole
    if not isinstance(listed, list) or not all(isinstance(t, Mapping) for t in listed):
        raise refused(config.path, f"“{name}” is no list of transforms.")
    return [dict(t) for t in listed if not t.get("_disabled_", False)]


def _kind(transform: Mapping[str, Any]) -> str:
    name = str(transform.get("_target_", "")).rpartition(".")[2]
    for ending in ("Dict", "D", "d"):
        if name.endswith(ending) and not name.endswith(("Load", "Read")):
            return name[: -len(ending)]
    return name


def _steps(config: Config, channels: int) -> tuple[str, tuple[Step, ...]]:
    axes, steps = _FILES_AXES, list[Step]()
    for transform in _transforms(config, "preprocessing"):
        kind = _kind(transform)
        if kind == "Orientation":
            if steps:
                raise refused(config.path, "it turns images after other steps.")
            axes = _axes(transform, config.path)
        elif kind not in _NOTHING:
            step = _step(kind, transform, channels, config.path)
            if isinstance(step, Crop) and any(isinstance(s, Normalise) for s in steps):
                raise refused(config.path, "it crops to the foreground after normalising.")
            steps.append(step)
    return axes, tuple(steps)


def _axes(transform: Mapping[str, Any], path: Path) -> str:
    try:
        return parse_axes(str(transform["axcodes"]))
    except Exception as error:
        raise refused(path, "its Orientation names no axes (axcodes).") from error


def _step(kind: str, transform: Mapping[str, Any], channels: int, path: Path) -> Step:
    allowed: Mapping[str, tuple[str, ...]] = {
        "NormalizeIntensity": ("nonzero", "channel_wise"),
        "ScaleIntensity": ("minv", "maxv", "channel_wise"),
        "Spacing": ("pixdim", "mode", "padding_mode"),
        "CropForeground": ("source_key", "margin", "k_divisible", "allow_smaller", "select_fn"),
    }
    if kind not in allowed:
        raise refused(path, f"its preprocessing step {transform.get('_target_')} is not known.")
    strange = set(transform) - {"_target_", "keys", "allow_missing_keys", *allowed[kind]}
    if strange:
        raise refused(
            path, f"its {transform['_target_']} has the option {sorted(strange)[0]}, not known."
        )
    if kind == "Spacing":
        return _spacing(transform, path)
    if kind == "CropForeground":
        plain = (
            transform.get("margin", 0) in (0, [0, 0, 0]) and transform.get("k_divisible", 1) == 1
        )
        if not plain or "select_fn" in transform:
            raise refused(path, "its CropForeground has a margin or a rule of its own.")
        return Crop()
    if channels > 1 and not transform.get("channel_wise", False):
        raise refused(path, f"its {transform['_target_']} takes all channels together.")
    if kind == "ScaleIntensity":
        if (transform.get("minv", 0.0), transform.get("maxv", 1.0)) != (0.0, 1.0):
            raise refused(path, "its ScaleIntensity goes to other values than 0 to 1.")
        return Normalise((Scheme.RANGE,) * channels)
    scheme = Scheme.ZSCORE_NONZERO if transform.get("nonzero", False) else Scheme.ZSCORE
    return Normalise((scheme,) * channels)


def _spacing(transform: Mapping[str, Any], path: Path) -> Resample:
    modes, edges = transform.get("mode", "bilinear"), transform.get("padding_mode", "border")
    modes = modes if isinstance(modes, list) else [modes]
    if modes[0] not in ("bilinear", 1) or edges != "border":
        raise refused(path, f"its Spacing interpolates by {modes[0]} with {edges} edges.")
    try:
        return Resample(three(transform["pixdim"], float), Manner.MONAI)
    except (KeyError, TypeError, ValueError) as error:
        raise refused(path, "its Spacing tells no three sizes (pixdim).") from error


def _windows(config: Config) -> Windows:
    inferer = config.plain("inferer")
    name = str(inferer.get("_target_", "")) if isinstance(inferer, Mapping) else ""
    if name.rpartition(".")[2] != "SlidingWindowInferer":
        raise refused(
            config.path,
            f"expected a SlidingWindowInferer as “inferer”, found {name or 'none'}.",
        )
    padding, sigma = inferer.get("padding_mode", "constant"), inferer.get("sigma_scale", 0.125)
    if padding != "constant" or sigma != 0.125 or inferer.get("cval", 0) != 0:
        raise refused(config.path, "its inferer pads or weighs windows in a way not known here.")
    try:
        return Windows(
            size=three(inferer["roi_size"], int),
            overlap=float(inferer.get("overlap", 0.25)),
            gaussian=inferer.get("mode", "constant") == "gaussian",
            manner=Manner.MONAI,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise refused(config.path, "its inferer's roi_size is no three sizes.") from error


def _outputs(config: Config, names: list[str], metadata: Path) -> Outputs:
    after = _after(config)
    sigmoid = any(t.get("sigmoid") is True for t in after)
    softmax = any(t.get("softmax") is True or t.get("argmax") is True for t in after)
    if sigmoid == softmax:
        raise refused(
            config.path,
            "it does not say whether the network's outputs are for sigmoid or softmax "
            "(Activationsd in “postprocessing”).",
        )
    if softmax and not speaks_of_regions(names):
        regions: dict[Region, tuple[int, ...]] = regions_of_labels(dict(enumerate(names)), metadata)
    else:
        regions = regions_of_channels(names, metadata)
    return Outputs(regions, softmax, activated_last=False)


def _after(config: Config) -> list[dict[str, Any]]:
    """Postprocessing, of which only the kinds and activations are read."""
    whole = config.values.get("postprocessing")
    listed = whole.get("transforms", []) if isinstance(whole, Mapping) else whole
    return [dict(t) for t in listed or [] if isinstance(t, Mapping)]


def _left_out(config: Config) -> list[str]:
    kinds = [_kind(t) for t in _after(config)]
    return [kind for kind in kinds if kind and kind not in (*_KNOWN_AFTER, "Lambda")]


def _facts(folder: Path, metadata: Mapping[str, Any], left_out: list[str]) -> dict[str, Any]:
    licence = next((folder / "docs" / n for n in ("license.txt", "LICENSE", "data_license.txt")
                    if (folder / "docs" / n).is_file()), None)  # fmt: skip
    told = {
        "cases": metadata.get("train_cases", ""),
        "source": metadata.get("data_source", ""),
        "licences": str(metadata.get("license") or _first_line(licence) or ""),
        "authors": metadata.get("authors", ""),
        "left_out": ", ".join(left_out),
    }
    return {name: str(value) for name, value in told.items() if value}


def _first_line(path: Path | None) -> str:
    if path is None:
        return ""
    text = path.read_text(encoding="utf-8", errors="replace")[:4000]
    return next((line.strip()[:200] for line in text.splitlines() if line.strip()), "")


def _dice(metadata: Mapping[str, Any]) -> dict[str, float]:
    metrics = metadata.get("eval_metrics", {})
    found = {}
    for name, value in metrics.items() if isinstance(metrics, Mapping) else ():
        region = next((r for r in Region if str(name).lower().endswith(f"dice_{r.lower()}")), None)
        if region is not None and isinstance(value, int | float):
            found[region.value] = float(value)
    return found
