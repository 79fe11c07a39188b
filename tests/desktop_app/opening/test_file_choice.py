"""Which files may be chosen."""

from __future__ import annotations

import numpy as np

from desktop_app.opening.file_choice import choice_in
from tests.conftest import write_nifti


def test_a_choice_leaves_label_maps_out(study_folder, study_files):
    write_nifti(study_folder / "x_seg.nii.gz", np.zeros((4, 4, 4), np.uint8))
    choice = choice_in(study_folder)
    assert set(choice.files) == set(study_files.values())
    assert choice.proposed == study_files
