"""VASARI, the radiologists' questionnaire on gliomas, as far as a program can answer it."""
