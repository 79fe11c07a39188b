"""The work of a study in one file, so that it survives."""
