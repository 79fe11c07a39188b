"""Toy studies that lack sequences."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from core.studies.findings import Finding
from core.studies.study import Modality, Study, Volume
from tests.conftest import LPS, brain_arrays

T1, T1GD, T2, FLAIR = Modality
SUBSETS = [s for n in range(1, 5) for s in combinations(Modality, n)]


ALLOWED = [s for s in SUBSETS if len(s) > 1 and (T1GD in s or FLAIR in s)]


REFUSED = [s for s in SUBSETS if s not in ALLOWED]


subsets = st.sampled_from(SUBSETS)


def arrays_of(sequences) -> dict[Modality, np.ndarray]:
    return {m: data for m, data in brain_arrays().items() if m in sequences}


def study_with(sequences) -> Study:
    return Study("toy", {m: Volume(data, LPS) for m, data in arrays_of(sequences).items()})


def findings_of(findings) -> dict[str, Finding]:
    """By code, but for what is said of every toy: that it is small."""
    return {f.code: f for f in findings if f.code != "part_of_brain"}
