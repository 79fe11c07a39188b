"""RANO resect's classes against the published definitions (Karschnia et al. 2023)."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import CheckError
from core.follow_up.resection import Reduction, class_of, resection
from core.labels import Label, Region
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume
from tests.core.follow_up.patients import point


@pytest.mark.parametrize(
    ("left", "rest_before", "rest_left", "wanted"),
    [
        (0.0, 40, 5.0, "1"), (0.0, 40, 5.1, "2A"), (0.0, 12, 5.0, "2A"), (0.0, 0, 0, "1"),
        (0.04, 40, 20, "2A"), (1.0, 40, 0, "2B"), (1.1, 40, 0, "3A"), (4.0, 40, 0, "3A"),
        (4.1, 40, 0, "3B"), (19.0, 40, 0, "3B"), (20.0, 40, 40, "4"), (25.0, 40, 40, "4"),
    ],
)  # fmt: skip
def test_of_20_ml_of_enhancing_tumour(left, rest_before, rest_left, wanted):
    assert class_of(Reduction(20.0, left), Reduction(rest_before, rest_left)) == wanted


def test_large_tumours_by_what_is_left_and_not_by_the_share():
    assert class_of(Reduction(100.0, 4.0), Reduction(40, 40)) == "3A"
    assert class_of(Reduction(100.0, 6.0), Reduction(40, 40)) == "3B"


def test_no_enhancing_tumour_before_has_no_class():
    assert class_of(Reduction(0.0, 0.0), Reduction(40, 1)) is None


def labelled(name, **spots):
    labels = np.zeros((30, 30, 30), np.uint8)
    for label, box in spots.items():
        labels[box] = Label[label]
    study = Study(name, {Modality.T1GD: Volume(labels, np.eye(4))})
    return point(name, study, labels)


BEFORE = labelled("pre", ED=np.s_[2:14, 2:14, 2:14], ET=np.s_[4:10, 4:10, 4:10])


def test_what_enhances_far_from_the_tumour_is_told_apart():
    after = labelled("post", ED=np.s_[2:6, 2:6, 2:6], ET=np.s_[26:28, 26:28, 26:28])
    found = resection(BEFORE, after, np.eye(4))
    assert found.enhancing == Reduction(0.216, 0.008)
    assert found.non_enhancing.percent == pytest.approx(100 * (1 - 64 / (1728 - 216)))
    assert found.elsewhere_ml == pytest.approx(0.008)
    assert found.resection_class == "1"
    assert resection(BEFORE, after, None).elsewhere_ml is None


def test_what_was_left_in_place_is_not_elsewhere():
    after = labelled("post", ET=np.s_[4:7, 4:7, 4:7])
    assert resection(BEFORE, after, np.eye(4)).elsewhere_ml == 0
    shifted = np.eye(4)
    shifted[:3, 3] = 40
    assert resection(BEFORE, after, shifted).elsewhere_ml == pytest.approx(0.027)


def test_without_t1gd_it_cannot_be_told():
    found = Segmentation("post", BEFORE.study.grid, BEFORE.segmentation.label_map,
                         untold=(Region.TC, Region.ET))  # fmt: skip
    with pytest.raises(CheckError, match="does not tell enhancing tumour"):
        resection(BEFORE, BEFORE.with_segmentation(found), None)
