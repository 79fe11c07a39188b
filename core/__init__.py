"""Gliovista's core: reading, checking, segmenting, measuring and writing. Knows no Qt."""

__version__ = "0.1.0"
