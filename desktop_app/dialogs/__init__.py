"""Dialogs: legend, manual, planning, settings, about."""
