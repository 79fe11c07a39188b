"""MONAI's networks by name, from a list: nothing else is looked up or called."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.foreign_models.original import refused

KNOWN = (
    "SegResNet", "UNet", "BasicUNet", "DynUNet", "AttentionUnet", "UNETR", "SwinUNETR", "VNet",
)  # fmt: skip
_HOME = "monai.networks.nets"


def build_network(definition: Any, path: Path) -> Any:
    """A network of a configuration's ``network_def``, not trained yet.

    Args:
        definition: plain values; ``_target_`` names the kind.
        path: of the configuration, for errors.

    Raises:
        ModelPackageError: another kind of network, or arguments that it does not take.
    """
    if not isinstance(definition, Mapping):
        raise refused(path, "its network is no description with a _target_.")
    target = str(definition.get("_target_", ""))
    home, _, name = target.rpartition(".")
    if name not in KNOWN or not (not home or home == _HOME or home.startswith(f"{_HOME}.")):
        raise refused(
            path,
            f"its network is {target or 'nameless'}; only these of MONAI's are known: "
            f"{', '.join(KNOWN)}.",
        )
    arguments = {key: value for key, value in definition.items() if not key.startswith("_")}
    if not _is_plain(arguments):
        raise refused(path, f"an argument of its network {name} is no plain value.")
    from monai.networks import nets

    try:
        return getattr(nets, name)(**arguments)
    except Exception as error:
        # Whatever a library says of arguments that do not fit each other.
        raise refused(path, f"its network {name} cannot be built: {error}") from error


def _is_plain(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(not str(k).startswith("_") and _is_plain(v) for k, v in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, bool | int | float | str)
