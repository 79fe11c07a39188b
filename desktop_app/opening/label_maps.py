"""Making a label map that was read ready for the views. Runs in a worker thread; knows no Qt."""

from __future__ import annotations

from core.labels import LabelConvention
from core.opening.label_maps import LabelFile, segmentation_of
from core.studies.study import Study
from desktop_app.state.shown import ShownLabels, show_labels


def labels_of(file: LabelFile, convention: LabelConvention, study: Study) -> ShownLabels:
    """Translate a file's numbers and prepare them for the views."""
    return show_labels(segmentation_of(file, convention, study))
