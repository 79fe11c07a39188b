"""Cases to train on."""

from __future__ import annotations

import numpy as np
import pytest

from core.labels import Label
from training.data.cases import Case


@pytest.fixture
def cases() -> list[Case]:
    """Two brains whose tumour is bright in every channel, and all labels in it."""
    rng = np.random.default_rng(3)
    made = []
    for number in range(2):
        array = rng.normal(0, 0.3, (5, 28, 30, 20)).astype(np.float16)
        labels = np.zeros(array.shape[1:], np.uint8)
        labels[8:20, 8:20, 5:15] = Label.ED
        labels[10:16, 10:16, 7:12] = Label.NCR
        labels[12:15, 12:15, 8:11] = Label.ET
        array[:4] += labels * np.float16(1.2)
        array[-1] = 1
        made.append(Case(f"case{number}", array, labels))
    return made
