"""A coarse demo study, made once, in the place of the finer one that models are compared on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.foreign_models import adding
from core.phantom.phantom import demo_study
from core.studies.study import Study


@pytest.fixture(scope="session")
def small_demo() -> Study:
    study, _ = demo_study(shape=(60, 60, 40), spacing_mm=4.0)
    return study


@pytest.fixture(autouse=True)
def coarse_demo(small_demo: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def coarse(**_: Any) -> tuple[Study, None]:
        return small_demo, None

    monkeypatch.setattr(adding, "demo_study", coarse)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "models"
