"""Choosing what to open: dialogs, dropped files, recognition."""
