"""Categories against RANO 2.0's table (Wen et al., J Clin Oncol 2023;41:5187)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import sqrt

import pytest

from core.follow_up.clinical import Clinical, ClinicalState, Course, Disease, Measure, Treatment
from core.follow_up.rano import Role, Standing, Visit, assess
from core.follow_up.reasons import TEXTS, Code, Question
from core.follow_up.response import Category, together
from core.follow_up.sizes import DiseaseSize, Sizes
from core.labels import Region
from core.measuring.lesions import Lesion
from core.space.diameters import Diameters

START = date(2024, 1, 1)
ET, NE = Disease.ENHANCING, Disease.NON_ENHANCING
FINE = Clinical(0.0, ClinicalState.STABLE)
RECURRENT = Treatment(course=Course.RECURRENT)


def lesion(product_mm2, ml=1.0, slices=5):
    """A lesion twice as long as wide."""
    wide = sqrt(product_mm2 / 2)
    ends = ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0))
    return Lesion(ml, slices, Diameters(2 * wide, wide, 3, 2, ends, ends))


def size(ml, product_mm2=None):
    """Disease of a volume; its product defaults to that of the same shape."""
    if product_mm2 is None:
        product_mm2 = 200 * ml ** (2 / 3)
    one = lesion(product_mm2, ml)
    return DiseaseSize(ml, product_mm2 if one.measurable else 0.0, (one,) if ml else ())


def visit(week, et=None, ne=None, clinical=FINE, new=()):
    by = {d: s for d, s in ((ET, et), (NE, ne)) if s is not None}
    sizes = Sizes({Region.ET: et.ml if et else 0.0}, by)
    day = None if week is None else START + timedelta(weeks=week)
    return Visit(f"week {week}", day, sizes, new, clinical)


def categories(*mls, disease=ET, measure=Measure.VOLUME):
    """Of time points 8 weeks apart whose disease has these volumes or products."""
    visits = []
    for number, value in enumerate(mls):
        one = size(value) if measure is Measure.VOLUME else size(value / 100, value)
        visits.append(visit(8 * number, **{"et" if disease is ET else "ne": one}))
    found = assess(visits, replace(RECURRENT, disease=disease, measure=measure))
    assert found[0].role is Role.BASELINE
    return [one.category for one in found[1:]]


class TestThresholds:
    @pytest.mark.parametrize(
        ("ml", "wanted"),
        [
            (14.0, "PD"), (13.9, "SD"), (10.0, "SD"), (6.1, "SD"), (3.6, "SD"), (3.5, "PR"),
            (0.5, "PR"), (0.0, "CR"),
        ],
    )  # fmt: skip
    def test_of_volumes(self, ml, wanted):
        assert categories(10.0, ml) == [wanted]

    @pytest.mark.parametrize(
        ("product", "wanted"),
        [(1250, "PD"), (1240, "SD"), (1000, "SD"), (510, "SD"), (500, "PR"), (250, "PR")],
    )
    def test_of_products(self, product, wanted):
        assert categories(1000, product, measure=Measure.PRODUCTS) == [wanted]

    @pytest.mark.parametrize(
        ("ml", "wanted"), [(14.0, "PD"), (6.1, "SD"), (6.0, "MR"), (3.6, "MR"), (3.5, "PR")]
    )
    def test_non_enhancing_disease_knows_a_minor_response(self, ml, wanted):
        assert categories(10.0, ml, disease=NE) == [wanted]

    def test_of_products_of_non_enhancing_disease(self):
        told = [750, 760, 500, 1250]
        found = [categories(1000, p, disease=NE, measure=Measure.PRODUCTS)[0] for p in told]
        assert found == ["MR", "SD", "PR", "PD"]

    def test_progression_is_told_from_the_smallest_and_response_from_the_baseline(self):
        assert categories(10, 5, 6.9, 7.0, 3.5) == ["SD", "SD", "PD", "PR"]
        assert categories(10, 2, 3, 10) == ["PR", "PD", "PD"]


class TestMeasurable:
    def test_what_is_not_measurable_at_the_baseline_is_stable_at_best(self):
        assert categories(1.0, 0.2, measure=Measure.VOLUME)[0] == Category.PR
        tiny = size(0.2, 60)
        found = assess([visit(0, tiny), visit(8, size(0.0))], RECURRENT)[1]
        assert found.category is Category.SD
        assert Code.BASELINE_NOT_MEASURABLE in codes(found)

    def test_what_becomes_measurable_progresses(self):
        tiny = size(0.2, 60)
        found = assess([visit(0, tiny), visit(8, size(1.5))], RECURRENT)[1]
        assert (found.category, found.by_measure[Measure.PRODUCTS]) == (Category.PD, Category.PD)
        assert Code.APPEARED in codes(found)

    def test_a_spot_that_doubles_and_is_still_a_spot_does_not(self):
        found = assess([visit(0, size(0.1, 40)), visit(8, size(0.2, 60))], RECURRENT)[1]
        assert found.category is Category.SD
        assert Code.NOW_NOT_MEASURABLE in codes(found)

    def test_nothing_left_and_then_a_measurable_lesion(self):
        assert categories(10, 0, 1.5) == ["CR", "PD"]

    def test_a_spot_after_a_complete_response_is_still_one(self):
        assert categories(10.0, 0.01, 0.03) == ["CR", "CR"]

    def test_nothing_was_there_at_all(self):
        assert categories(0.0, 0.0, 10.0) == ["SD", "PD"]

    def test_a_time_point_between_that_cannot_tell_is_left_out_and_said(self):
        visits = [visit(0, et=size(10)), visit(8, ne=size(5)), visit(16, et=size(15))]
        found = assess(visits, RECURRENT)
        assert [one.category for one in found[1:]] == [None, "PD"]
        left_out = next(r for r in found[2].reasons if r.code is Code.LEFT_OUT)
        assert left_out.values["name"] == "week 8"
        assert "week 8" in left_out.text

    def test_a_baseline_that_cannot_tell_is_named(self):
        found = assess([visit(0, ne=size(5)), visit(8, et=size(5))], RECURRENT)[1]
        assert found.category is None
        assert "the baseline week 0 cannot tell enhancing disease" in found.reasons[0].text

    def test_a_baseline_without_segmentation_is_named(self):
        found = assess([replace(visit(0), sizes=None), visit(8, et=size(5))], RECURRENT)[1]
        assert (found.category, found.open) == (None, ())
        assert codes(found) == [Code.BASELINE_NOT_SEGMENTED]

    def test_worse_health_is_progression_whatever_images_tell(self):
        worse = Clinical(0.0, ClinicalState.WORSE)
        found = assess([visit(0, et=size(5)), visit(8, ne=size(5), clinical=worse)], RECURRENT)
        assert found[1].category is Category.PD

    def test_sequences_that_cannot_tell_the_disease(self):
        found = assess([visit(0, ne=size(5)), visit(8, ne=size(5))], RECURRENT)[1]
        assert found.category is None
        assert codes(found) == [Code.NOT_TOLD_BY_SEQUENCES]


class TestMixed:
    @pytest.mark.parametrize(
        ("first", "second", "wanted"),
        [
            ("PD", "SD", "PD"), ("PD", "MR", "PD"), ("PR", "PD", "PD"), ("CR", "PD", "PD"),
            ("MR", "SD", "MR"), ("PR", "SD", "PR"), ("SD", "MR", "MR"),
            ("CR", "SD", "SD"), ("CR", "MR", "MR"), ("CR", "PR", "PR"), ("CR", "CR", "CR"),
            ("SD", "SD", "SD"), ("PR", "PR", "PR"),
        ],
    )  # fmt: skip
    def test_the_published_table(self, first, second, wanted):
        pair = [Category(first), Category(second)]
        assert together(pair) == together(pair[::-1]) == wanted

    def test_both_parts_are_judged_and_named(self):
        mixed = replace(RECURRENT, disease=Disease.MIXED)
        found = assess([visit(0, size(10), size(40)), visit(8, size(3), size(41))], mixed)[1]
        assert found.category is Category.PR
        reason = next(r for r in found.reasons if r.code is Code.MIXED)
        assert dict(reason.values) == {"enhancing": "PR", "non_enhancing": "SD"}
        assert len(found.comparisons) == 4


class TestNewLesions:
    def test_is_progression_whatever_the_rest_did(self):
        visits = [visit(0, size(10)), visit(8, size(2), new=(lesion(300),))]
        found = assess(visits, RECURRENT)[1]
        assert (found.category, found.images) == (Category.PD, Category.PD)
        assert found.by_measure[Measure.VOLUME] is Category.PR
        assert Code.NEW_LESION in codes(found)

    def test_a_persons_word_goes_first(self):
        for told, wanted in ((True, Category.PD), (False, Category.PR)):
            said = replace(FINE, new_lesion=told)
            visits = [visit(0, size(10)), visit(8, size(2), clinical=said, new=(lesion(300),))]
            assert assess(visits, RECURRENT)[1].category is wanted

    def test_where_the_alignment_cannot_tell_it_is_asked(self):
        found = assess([visit(0, size(10)), visit(8, size(9), new=None)], RECURRENT)[1]
        assert found.open == (Question.NEW_LESION,)


class TestClinic:
    def judged(self, ml, at_baseline=FINE, now=FINE):
        visits = [visit(0, size(10), clinical=at_baseline), visit(8, size(ml), clinical=now)]
        return assess(visits, RECURRENT)[1]

    @pytest.mark.parametrize("ml", [0.0, 3.0, 10.0])
    def test_worse_is_progression(self, ml):
        found = self.judged(ml, now=Clinical(0.0, ClinicalState.WORSE))
        assert found.category is Category.PD
        assert found.images is not Category.PD

    def test_complete_response_only_without_steroids(self):
        on = Clinical(2.0, ClinicalState.BETTER)
        found = self.judged(0.0, on, on)
        assert (found.category, found.images) == (Category.PR, Category.CR)
        assert self.judged(0.0, on, FINE).category is Category.CR

    @pytest.mark.parametrize("ml", [0.0, 3.0, 10.0])
    def test_more_steroids_alone_are_neither_stable_disease_nor_progression(self, ml):
        found = self.judged(ml, Clinical(2.0, ClinicalState.STABLE), Clinical(4.0, FINE.state))
        assert found.category is Category.NE
        assert Code.STEROIDS_MORE in codes(found)

    def test_more_steroids_do_not_undo_progression(self):
        assert self.judged(20.0, FINE, replace(FINE, steroids_mg=8.0)).category is Category.PD

    def test_nothing_is_guessed(self):
        found = self.judged(3.0, Clinical(), Clinical())
        assert found.category is Category.PR
        assert found.open == (Question.STEROIDS, Question.CLINICAL_STATE)
        on = Clinical(4.0, ClinicalState.STABLE)
        assert self.judged(3.0, Clinical(), on).open == (Question.STEROIDS,)
        assert self.judged(3.0).open == ()


NEW = Treatment(course=Course.NEWLY_DIAGNOSED, radiotherapy_end=START)


class TestBaseline:
    def test_is_the_first_scan_after_radiotherapy(self):
        found = assess([visit(w, size(10)) for w in (-12, -1, 4, 12)], NEW)
        assert [one.role for one in found] == ["before", "before", "baseline", "judged"]
        assert codes(found[2]) == [Code.BASELINE_AFTER_RADIOTHERAPY]
        assert codes(found[0]) == [Code.BEFORE_BASELINE]

    def test_far_from_four_weeks_is_said(self):
        found = assess([visit(w, size(10)) for w in (9, 12)], NEW)
        assert Code.BASELINE_OFF_TIME in codes(found[0])

    def test_none_after_radiotherapy(self):
        found = assess([visit(w, size(10)) for w in (-12, -1)], NEW)
        assert [one.category for one in found] == [None, None]
        assert codes(found[1]) == [Code.NO_BASELINE]

    def test_a_person_may_choose_another(self):
        found = assess([visit(w, size(10)) for w in (0, 4, 8)], replace(NEW, baseline=1))
        assert [one.role for one in found] == ["before", "baseline", "judged"]

    def test_where_nobody_said_anything_the_first_is_taken_and_it_is_said(self):
        found = assess([visit(w, size(10)) for w in (0, 8)])
        assert codes(found[0]) == [Code.BASELINE_ASSUMED]
        assert found[0].open == (Question.COURSE,)

    def test_without_dates_radiotherapy_tells_nothing(self):
        found = assess([visit(None, size(10)), visit(8, size(10))], NEW)
        assert found[0].open == (Question.DATES,)


class TestConfirmation:
    """Baseline 4 weeks after radiotherapy, which ended at week 0."""

    def after(self, week, ml, *more, said=FINE):
        first = [visit(4, size(10)), visit(week, size(ml), clinical=said)]
        return assess([*first, *more], NEW)[1]

    def test_within_12_weeks_progression_has_to_be_confirmed(self):
        found = self.after(12, 20)
        assert (found.category, found.standing) == (Category.PD, Standing.PRELIMINARY)
        assert found.open == (Question.FIELD,)
        assert codes(found)[-2:] == [Code.WITHIN_12_WEEKS, Code.CONFIRMATION_DUE]

    def test_later_it_stands(self):
        found = self.after(12.5, 20)
        assert (found.category, found.standing) == (Category.PD, Standing.FINAL)

    @pytest.mark.parametrize(
        ("week", "ml", "wanted"),
        [(12, 22, "confirmed"), (12, 11, "not_confirmed"), (11, 22, "preliminary")],
    )
    def test_by_a_scan_four_weeks_later(self, week, ml, wanted):
        assert self.after(8, 20, visit(week, size(ml))).standing == wanted

    @pytest.mark.parametrize("word", ["outside_field", "tissue"])
    def test_not_needed_outside_of_the_field_or_with_tissue(self, word):
        found = self.after(8, 20, said=replace(FINE, **{word: True}))
        assert found.standing is Standing.FINAL

    def test_unknown_end_of_radiotherapy_is_asked_of_the_newly_diagnosed(self):
        visits = [visit(4, size(10)), visit(8, size(20))]
        asked = Treatment(course=Course.NEWLY_DIAGNOSED, baseline=0)
        assert assess(visits, asked)[1].open == (Question.RADIOTHERAPY,)
        assert assess(visits, RECURRENT)[1].open == ()

    @pytest.mark.parametrize(
        ("second", "third", "wanted"),
        [
            (3.0, 3.0, "confirmed"), (3.0, 0.0, "confirmed"), (0.0, 0.0, "confirmed"),
            (0.0, 0.9, "not_confirmed"), (3.0, 9.0, "not_confirmed"),
        ],
    )  # fmt: skip
    def test_a_response_has_to_last_four_weeks(self, second, third, wanted):
        found = self.after(20, second, visit(24, size(third)))
        assert found.standing == wanted

    def test_a_response_of_the_last_scan_is_preliminary(self):
        found = self.after(20, 3.0)
        assert found.standing is Standing.PRELIMINARY
        assert found.reasons[-1].values == {"until": "SD"}

    def test_without_dates_nothing_is_confirmed(self):
        found = self.after(20, 3.0, visit(None, size(3.0)))
        # The baseline is not known either, so the first is taken.
        assert found.standing is Standing.PRELIMINARY
        assert Question.DATES in found.open


def codes(found):
    return [reason.code for reason in found.reasons]


def test_measures_that_disagree_are_told():
    visits = [visit(0, size(10, 1000)), visit(8, size(11, 1400))]
    found = assess(visits, RECURRENT)[1]
    assert found.category is Category.SD
    assert Code.MEASURES_DISAGREE in codes(found)
    by_products = assess(visits, replace(RECURRENT, measure=Measure.PRODUCTS))[1]
    assert by_products.category is Category.PD


def test_a_time_point_without_segmentation_is_not_judged():
    found = assess([visit(0, size(10)), Visit("b", START), visit(9, size(20))], RECURRENT)
    assert [one.category for one in found] == [None, None, Category.PD]
    assert codes(found[1]) == [Code.NOT_SEGMENTED]


def test_every_reason_makes_an_english_sentence():
    told = assess(
        [visit(4, size(10), size(40)), visit(9, size(20), size(80), new=(lesion(300),))],
        replace(NEW, disease=Disease.MIXED),
    )
    texts = [reason.text for one in told for reason in one.reasons]
    assert "enhancing disease, volume: +100 % against the baseline week 4 (10.0 to 20.0 ml)." in [
        text[0].lower() + text[1:] for text in texts
    ]
    assert set(TEXTS) == set(Code)
    assert all("{" not in text for text in texts)
