"""The dialogs that an action opens: legend, manual, planning, settings, about."""
