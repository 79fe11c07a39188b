"""How well a label map agrees with a truth: Dice, HD95, lesion by lesion, case by case."""
