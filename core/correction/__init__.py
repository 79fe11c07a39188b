"""Correcting a label map by hand."""
