"""Recipes."""

from __future__ import annotations

from training.data.recipes import COURSE
from training.learning.train import fitted


def test_the_course_recipe_is_the_courses_protocol():
    recipe = fitted(COURSE, 22)
    assert (recipe.steps, recipe.epoch_steps) == (220, 22)
    assert recipe.stages[0].patch[2] == 90
    assert recipe.learning_rate == 1e-3
    assert recipe.cases == 32
