"""Results of a session: none is shown elsewhere than on the study's own grid."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core.sessions.contents import Part
from desktop_app.state.results_part import ResultsPart
from tests.campaign.fuzzing.seeds import toy_study, window_parts


def moved(by_mm: float) -> Part:
    part = window_parts()["results"]
    values = json.loads(json.dumps(part.values))
    for one in values["segmentations"]:
        affine = np.array(one["grid"]["affine"])
        affine[0, 3] += by_mm
        one["grid"]["affine"] = affine.tolist()
    return Part(values, part.arrays)


def test_a_result_that_lies_elsewhere_is_refused():
    ResultsPart().read(moved(0.0), toy_study().grid)
    with pytest.raises(ValueError, match="does not lie on the study's grid"):
        ResultsPart().read(moved(2.0), toy_study().grid)
