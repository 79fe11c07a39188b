"""Files that do not say which way their axes run."""

from __future__ import annotations

import nibabel as nib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import GeometryError, ReadingError
from core.files.nifti import read_volume
from core.files.stacked import read_stack
from core.files.writing import write_volume
from core.opening.finding import find_study
from core.opening.placing import BRATS_AFFINE, BRATS_SHAPE, check_placed, place
from core.opening.reading import open_stack, open_study
from core.phantom.phantom import demo_study
from core.space.affine import axes_affine, parse_axes, to_ras
from core.studies.findings import Severity
from core.studies.study import AxesFrom, Modality
from tests.conftest import BRATS_NAMES, LPS, SHARED, brain_arrays, write_study
from tests.core.opening.test_head_axes import ALL_AXES, on_axes, sideless

ORDER = tuple(Modality)


def codes(findings):
    return [f.code for f in findings]


@pytest.fixture(scope="module")
def heads():
    """The phantom's four sequences, RAS+, 4 mm."""
    study, _ = demo_study(3, (60, 60, 40), 4.0)
    return {m: to_ras(v.data, v.affine) for m, v in study.volumes.items()}


@pytest.fixture(scope="module")
def brats():
    """The phantom's four sequences in BraTS's shape, on L-P-S axes; coarse in its detail."""
    study, _ = demo_study(3, (60, 60, 39), 4.0)
    large = [v.data.repeat(4, 0).repeat(4, 1).repeat(4, 2) for v in study.volumes.values()]
    return np.stack(large, -1)[..., :155, :]


def saved(path, array):
    np.save(path, array)
    return path


def placeless(folder, arrays, spacing=4.0):
    """A study of NIfTI files whose headers have neither qform nor sform."""
    folder.mkdir()
    for modality, data in arrays.items():
        image = nib.Nifti1Image(data, None)
        image.header.set_zooms((spacing,) * 3)
        image.set_qform(None, 0)
        image.set_sform(None, 0)
        nib.save(image, folder / f"{folder.name}_{BRATS_NAMES[modality]}.nii.gz")
    return folder


class TestStackedArrays:
    def test_of_the_shape_of_brats_lie_on_its_grid(self, brats, tmp_path):
        opened = open_stack(saved(tmp_path / "s.npy", brats), ORDER)
        assert opened.study.grid.shape == BRATS_SHAPE
        np.testing.assert_array_equal(opened.study.grid.affine, BRATS_AFFINE)
        assert opened.study.axes_from is AxesFrom.BRATS
        assert opened.study.sides_known
        (found,) = (f for f in opened.findings if f.code.startswith("axes"))
        assert (found.code, found.severity) == ("axes_of_brats", Severity.REPAIRED)
        assert "no_orientation" not in codes(opened.findings)

    @pytest.mark.parametrize("axes", ["RAS", "LAS", "PLI"])
    def test_of_that_shape_but_turned_lie_as_the_head_does(self, brats, axes, tmp_path):
        """As after a canonical reorientation, which keeps the shape."""
        ras = brats[::-1, ::-1]
        turned = np.stack([on_axes(ras[..., n], axes) for n in range(4)], -1)
        study = open_stack(saved(tmp_path / "s.npy", turned), ORDER).study
        assert sideless(study.grid.axis_codes) == sideless(axes)
        assert study.axes_from is AxesFrom.HEAD
        assert not study.sides_known

    def test_the_same_as_the_nifti_that_they_were_made_of(self, brats, tmp_path):
        files = write_study(
            tmp_path / "case",
            {m: brats[..., n] for n, m in enumerate(ORDER)},
            affine=BRATS_AFFINE,
        )
        stack = saved(tmp_path / "s.npy", np.moveaxis(brats, -1, 0))
        one, other = open_study(files).study, open_stack(stack, ORDER).study
        for modality in ORDER:
            a, b = one.volumes[modality], other.volumes[modality]
            np.testing.assert_array_equal(a.data, b.data)
            np.testing.assert_array_equal(a.affine, b.affine)

    @settings(max_examples=8)
    @given(axes=st.sampled_from(ALL_AXES))
    def test_stated_axes_count_and_the_mask_lies_on_the_arrays_own(
        self, heads, axes, tmp_path_factory
    ):
        folder = tmp_path_factory.mktemp("stack")
        array = np.stack([on_axes(heads[m], axes) for m in ORDER], -1)
        path = saved(folder / "s.npy", array)
        opened = open_stack(path, ORDER, axes=axes)
        study = opened.study
        assert study.grid.axis_codes == axes
        assert study.axes_from is AxesFrom.STATED
        assert "axes_stated" in codes(opened.findings)
        np.testing.assert_array_equal(
            to_ras(study.volumes[Modality.T2].data, study.grid.affine), heads[Modality.T2]
        )
        mask = (array[..., 3] > 500).astype(np.uint8)
        write_volume(mask, study.reference, folder / "mask.nii.gz")
        back = nib.load(folder / "mask.nii.gz")
        np.testing.assert_array_equal(np.asanyarray(back.dataobj), mask)
        assert "".join(nib.aff2axcodes(back.affine)) == axes
        assert axes.encode() in bytes(back.header["descrip"])

    def test_their_voxels_size_is_said_to_be_assumed(self, heads, tmp_path):
        """The phantom is there at 4 mm: its head is told all the same."""
        path = saved(tmp_path / "s.npy", np.stack([heads[m] for m in ORDER], -1))
        for axes in (None, "RAS"):
            volumes = read_stack(path, ORDER)
            placed = place(volumes, axes)
            assert "1 mm were assumed" in placed.finding.text
            assert placed.finding.values["axes"] == "RAS"


class TestFilesWithoutOrientation:
    @pytest.mark.parametrize("axes", ["LPS", "SAR", "RPI"])
    def test_lie_as_the_head_does(self, heads, axes, tmp_path):
        turned = {m: on_axes(a, axes) for m, a in heads.items()}
        opened = open_study(placeless(tmp_path / "case", turned))
        assert sideless(opened.study.grid.axis_codes) == sideless(axes)
        assert opened.study.axes_from is AxesFrom.HEAD
        (found,) = (f for f in opened.findings if f.code.startswith("axes"))
        assert (found.code, found.severity) == ("axes_of_head", Severity.WARNED)
        assert found.values["axes"] == opened.study.grid.axis_codes
        assert "mm were assumed" not in found.text  # the header has their size
        np.testing.assert_allclose(opened.study.grid.spacing_mm, 4.0)

    def test_get_their_mask_where_they_themselves_lie_for_other_programs(self, heads, tmp_path):
        turned = {m: on_axes(a, "LPS") for m, a in heads.items()}
        folder = placeless(tmp_path / "case", turned)
        study = open_study(folder).study
        mask = np.zeros(study.grid.shape, np.uint8)
        write_volume(mask, study.reference, tmp_path / "mask.nii.gz")
        scan = nib.load(find_study(folder).files[Modality.T1].path)
        back = nib.load(tmp_path / "mask.nii.gz")
        np.testing.assert_array_equal(back.affine, scan.affine)
        for code in ("qform_code", "sform_code"):
            assert int(back.header[code]) == 0

    def test_that_show_no_head_are_warned_of(self, tmp_path):
        opened = open_study(placeless(tmp_path / "case", brain_arrays(), 5.0))
        assert {"axes_unsure", "no_orientation"} & set(codes(opened.findings))
        assert not opened.study.sides_known

    def test_beside_others_that_say_it_are_left_to_the_check_of_grids(self, heads, tmp_path):
        folder = placeless(tmp_path / "case", heads)
        volumes = {m: read_volume(hit.path) for m, hit in find_study(folder).files.items()}
        image = nib.Nifti1Image(heads[Modality.T2], np.diag([4.0, 4.0, 4.0, 1.0]))
        nib.save(image, tmp_path / "t2.nii.gz")
        volumes[Modality.T2] = read_volume(tmp_path / "t2.nii.gz")
        assert place(volumes).volumes == volumes
        assert check_placed(volumes, "x").study is None


class TestAnIdentityForWantOfAPlace:
    """As ``nibabel.Nifti1Image(array, numpy.eye(4))`` writes it."""

    def write(self, brats, folder):
        arrays = {m: brats[..., n] for n, m in enumerate(ORDER)}
        return open_study(write_study(folder, arrays, affine=np.eye(4)))

    def test_is_doubted_where_the_head_lies_another_way(self, brats, tmp_path):
        opened = self.write(brats, tmp_path / "case")
        (doubt,) = (f for f in opened.findings if f.code == "axes_doubtful")
        assert doubt.values["axes"] == "LPS"
        assert opened.study.grid.axis_codes == "RAS"

    def test_is_believed_where_the_head_agrees(self, brats, tmp_path):
        opened = self.write(brats[::-1, ::-1], tmp_path / "case")
        assert not [c for c in codes(opened.findings) if c.startswith("axes")]

    def test_gives_way_to_what_the_person_states(self, brats, tmp_path):
        files = write_study(
            tmp_path / "case", {m: brats[..., n] for n, m in enumerate(ORDER)}, affine=np.eye(4)
        )
        opened = open_study(files, axes="LPS")
        assert opened.study.grid.axis_codes == "LPS"
        assert opened.study.axes_from is AxesFrom.STATED


def test_axes_that_contradict_a_header_are_refused(study_files):
    with pytest.raises(ReadingError, match="axes run LPS, not RAS"):
        open_study(study_files, axes="RAS")
    opened = open_study(study_files, axes="LPS")
    assert opened.study.axes_from is AxesFrom.FILE


@given(st.sampled_from(ALL_AXES), st.sampled_from(["", " ", "-", ", "]), st.booleans())
def test_axes_in_any_habit(axes, between, small):
    text = between.join(axes)
    assert parse_axes(text.lower() if small else text) == axes
    affine = axes_affine(axes, (7, 8, 9), (1.0, 2.0, 3.0))
    assert "".join(nib.aff2axcodes(affine)) == axes
    np.testing.assert_allclose(np.sqrt((affine[:3, :3] ** 2).sum(0)), (1, 2, 3))
    np.testing.assert_allclose(affine @ [3, 3.5, 4, 1], [0, 0, 0, 1])


@pytest.mark.parametrize("text", ["", "LP", "LPSS", "LRS", "LPX", "APS", "left"])
def test_words_that_name_no_axes(text):
    with pytest.raises(GeometryError, match="names no axes"):
        parse_axes(text)


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "cases").is_dir(), reason="real cases are absent")
def test_a_real_case_scores_alike_from_a_stack_and_from_its_files(cases_dir, tmp_path):
    """A stack of BraTS arrays once lost a quarter of the Dice of WT."""
    from core.labels import Region
    from core.scoring.metrics import dice
    from core.segmenting.inference import segment
    from core.segmenting.model_package import load_model

    folder = cases_dir / "BraTS2021_01482"
    study = open_study(folder).study
    array = np.stack([study.volumes[m].data for m in ORDER], -1)
    model = load_model()
    found = segment(study, model)
    for n, turned in enumerate((array, array[:, :, 10:150])):
        stack = open_stack(saved(tmp_path / f"{n}.npy", turned), ORDER).study
        assert stack.grid.axis_codes == study.grid.axis_codes
        again = segment(stack, model)
        if n == 0:
            np.testing.assert_array_equal(again.label_map, found.label_map)
        else:
            overlap = dice(again.label_map > 0, found.label_map[:, :, 10:150] > 0)
            assert overlap > 0.97, Region.WT
    assert np.array_equal(LPS[:3, :3], study.grid.affine[:3, :3])
