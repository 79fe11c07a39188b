"""The JSON of a small model package, read as one that anybody may have written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.errors import ModelPackageError
from core.networks.package_files import CARD_DAMAGE, verify_files


@contextmanager
def verified_card(path: Path, kind: str, version: int) -> Iterator[Mapping[str, Any]]:
    """Read a card, verify the files that it lists, and say what is wrong with it.

    Within the ``with``, whatever taking values out of the card raises becomes a sentence too.

    Args:
        path: the card; its package's files lie beside it.
        kind: of network, for the sentences, such as "brain extractor".
        version: of the format that this program reads.

    Yields:
        The card.

    Raises:
        ModelPackageError: there is none, it is of another format or damaged, a file is missing,
            or a hash differs.
    """
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        found = int(card["format"])
        if found != version:
            raise ModelPackageError(
                f"{path}: expected format {version} ({kind}), found {found}. "
                "Use the program version that it was made for."
            )
        verify_files(path, card["files"])
        yield card
    except FileNotFoundError as error:
        raise ModelPackageError(
            f"{path.parent}: {path.name} is missing ({kind}). Install Gliovista again."
        ) from error
    except (OSError, *CARD_DAMAGE) as error:
        raise ModelPackageError(
            f"{path}: not a readable card ({kind}; {error!r}). Install Gliovista again."
        ) from error
