"""Corrections of one time point as a start for the next."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import CheckError
from core.follow_up.carrying import carried, corrections_carried
from core.labels import Label
from core.studies.provenance import provenance_from_json
from core.studies.study import Modality, Study, Volume
from tests.core.follow_up.patients import point

SHAPE = (20, 20, 20)
SHIFT = np.eye(4)
SHIFT[0, 3] = 3.0


def study():
    return Study("s", {Modality.T1GD: Volume(np.zeros(SHAPE, np.uint8), np.eye(4))})


def labels(*boxes, label=Label.ED):
    out = np.zeros(SHAPE, np.uint8)
    for box in boxes:
        out[box] = label
    return out


TUMOUR, FALSE_SPOT = np.s_[5:10, 5:10, 5:10], np.s_[5:8, 14:17, 5:8]


def there(box):
    """The same box on a head that lies 3 mm less to the right in the target."""
    return (slice(box[0].start - 3, box[0].stop - 3), *box[1:])


def test_a_whole_label_map_lands_where_the_tissue_is():
    found = carried(point("a", study(), labels(TUMOUR)), point("b", study()), SHIFT)
    assert np.array_equal(found.label_map, labels(there(TUMOUR)))
    assert (found.study_name, found.corrected) == ("b", False)
    assert found.provenance.carried
    assert not found.provenance.model
    assert "earlier study" in found.provenance.line()
    assert provenance_from_json(found.provenance.to_json()) == found.provenance


def test_over_a_result_it_is_a_correction_that_can_be_undone():
    own = labels(there(TUMOUR), label=Label.NCR)
    target = point("b", study(), own)
    found = carried(point("a", study(), labels(TUMOUR)), target, SHIFT)
    assert found.corrected
    assert found.provenance.carried
    assert np.array_equal(found.uncorrected.label_map, own)


def test_only_what_was_corrected_is_done_again():
    source = point("a", study(), labels(TUMOUR, FALSE_SPOT))
    source = source.with_segmentation(source.segmentation.with_corrections(labels(TUMOUR)))
    grown = np.s_[1:8, 5:10, 5:10]
    target = point("b", study(), labels(grown, there(FALSE_SPOT)))
    found = corrections_carried(source, target, SHIFT)
    assert np.array_equal(found.label_map, labels(grown))
    assert found.provenance.carried


def test_where_the_target_says_something_else_it_stays():
    source = point("a", study(), labels(TUMOUR, FALSE_SPOT))
    source = source.with_segmentation(source.segmentation.with_corrections(labels(TUMOUR)))
    target = point("b", study(), labels(there(FALSE_SPOT), label=Label.ET))
    assert corrections_carried(source, target, SHIFT) is target.segmentation


def test_nothing_was_corrected_or_nothing_is_there():
    target = point("b", study(), labels(TUMOUR))
    assert corrections_carried(point("a", study(), labels(TUMOUR)), target, SHIFT) is (
        target.segmentation
    )
    with pytest.raises(CheckError, match="a: it has no segmentation"):
        carried(point("a", study()), target, SHIFT)
