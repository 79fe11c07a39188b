"""Correcting with a click: what a person points at changes in three dimensions around it."""
