"""About the program and its model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core import __version__
from core.segmenting.cascade import Part, View
from core.segmenting.companion import Companion
from core.segmenting.model_package import ModelPackage
from core.segmenting.postprocessing import PostProcessing
from core.segmenting.preprocessing import Preprocessing
from desktop_app.dialogs.about import AboutDialog
from desktop_app.language.translation import number
from desktop_app.state.settings import (
    Language,
)
from tests.desktop_app.dialogs.conftest import shown

LANGUAGES = (Language.ENGLISH, Language.SPANISH)


class TestAbout:
    @pytest.fixture
    def package(self, tmp_path):
        return ModelPackage(
            folder=tmp_path,
            name="unet-test",
            architecture={"widths": [32, 64]},
            preprocessing=Preprocessing(),
            postprocessing=PostProcessing(),
            flips=(),
            shifts=(),
            window=None,
            provenance={"cases": ["a"] * 22, "made": {"seed": 7}, "licences": "CC BY|4.0"},
            scores={"learnt": {"WT": {"dice": 0.91234, "lesion_dice": 0.1}, "TC": {"dice": 0.82}}},
        )

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_names_version_origin_and_what_it_is_not(self, qtbot, translation, language):
        translation.use(language)
        dialog = shown(qtbot, AboutDialog())
        text = dialog.view.toPlainText()
        assert f"Gliovista {__version__}" in text
        assert "UPCH" in text
        wanted = "not a medical device" if language == "en" else "no es un dispositivo médico"
        assert text.count(wanted) == 1
        assert "{" not in text

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_model_card_says_what_a_user_asks(self, qtbot, translation, package, language):
        translation.use(language)
        dialog = shown(qtbot, AboutDialog(package))
        text = dialog.view.toPlainText()
        dice = f"WT {number(0.91, 2)}, TC {number(0.82, 2)}"
        for value in ("unet-test", "CC BY", "22", dice, str(package.folder / "model.json")):
            assert value in text
        for internal in ("widths", "seed", "in channels", "lesion"):
            assert internal not in text

    def test_without_scores_the_card_claims_none(self, qtbot, package):
        bare = replace(package, scores={}, provenance={})
        dialog = shown(qtbot, AboutDialog(bare))
        text = dialog.view.toPlainText()
        assert "unet-test" in text
        assert "Dice" not in text
        assert "Patients" not in text

    def test_without_a_model_it_says_so(self, qtbot):
        dialog = shown(qtbot, AboutDialog())
        assert "No model package" in dialog.view.toPlainText()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_names_whose_networks_the_model_averages_with(
        self, qtbot, translation, package, language
    ):
        translation.use(language)
        assert "ENet" in shown(qtbot, AboutDialog(package)).view.toPlainText()
        companion = Companion(0.7, (View.AXIAL,), 15, 32, (Part.WT,), "Nets of somebody, BSD-3")
        told = shown(qtbot, AboutDialog(replace(package, companion=companion)))
        assert "Nets of somebody, BSD-3" in told.view.toPlainText()
