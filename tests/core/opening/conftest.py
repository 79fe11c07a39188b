"""Folders of files that nobody reads, and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import GliovistaError
from core.studies.study import Modality
from tests.conftest import BRATS_NAMES

T1, T1GD, T2, FLAIR = Modality
BIDS_NAMES = {T1: "T1w", T1GD: "ce-GADOLINIUM_T1w", T2: "T2w", FLAIR: "FLAIR"}


def touch(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


def four(prefix: str = "x") -> list[str]:
    return [f"{prefix}_{name}.nii.gz" for name in BRATS_NAMES.values()]


def refusal(work, *arguments) -> str:
    with pytest.raises(GliovistaError) as caught:
        work(*arguments)
    return str(caught.value)


@pytest.fixture
def deny(monkeypatch):
    """Refuse to list one folder, as the operating system would."""
    iterdir = Path.iterdir

    def deny_one(folder: Path) -> None:
        def denied(self):
            if self == folder:
                raise PermissionError(13, "Permission denied", str(self))
            return iterdir(self)

        monkeypatch.setattr(Path, "iterdir", denied)

    return deny_one
