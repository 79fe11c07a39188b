"""Files of a model package: told apart from damaged or changed ones by their SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import ModelPackageError

WEIGHTS = "weights.safetensors"
IR = "model.xml"

CARD_DAMAGE = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
"""What reading a card raises whose values are other ones than they should be."""

_MOST_STAGES, _MOST_CHANNELS = 8, 4096
"""Of a network: more is a damaged card, or one that is to fill the memory."""


def require_architecture(values: Any) -> Mapping[str, Any]:
    """Refuse an architecture that no network of this program has.

    Args:
        values: see :class:`core.networks.network.Architecture`, as JSON gave them.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    widths = values["widths"]
    numbers = [*widths, values["in_channels"]]
    whole = all(type(n) is int and 0 < n <= _MOST_CHANNELS for n in numbers)
    if not whole or not 0 < len(widths) <= _MOST_STAGES:
        raise ValueError(f"no network has the architecture {values!r:.200}")
    return dict(values)


def sha256(path: Path) -> str:
    """Hash of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify_files(card: Path, files: Mapping[str, str]) -> None:
    """Refuse a package whose files are not those that its card lists.

    Args:
        card: the package's JSON; the files lie beside it.
        files: SHA-256 by plain file name.

    Raises:
        ModelPackageError: a file is missing or was changed, or a name leads out of the folder.
    """
    for name, expected in files.items():
        path = card.with_name(name) if Path(name).name == name else None
        if path is None:
            raise ModelPackageError(f"{card}: {name!r} is not a plain file name.")
        if not path.is_file():
            raise ModelPackageError(f"{path}: missing from the model package. Install it again.")
        if sha256(path) != expected:
            raise ModelPackageError(
                f"{path}: its SHA-256 differs from the one in {card.name}: the file is damaged or "
                "was changed. Install the package again."
            )
