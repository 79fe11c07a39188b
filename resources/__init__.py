"""Texts, pictures and models that the program carries with it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent
"""The folder that holds every resource, also inside a frozen program."""
