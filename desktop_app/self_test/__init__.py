"""Does this installation work? Models, the demo study, both engines, exporters, graphics.

:mod:`run` goes through the checks and knows no Qt; :mod:`command` prints them, the window shows
them in :mod:`desktop_app.dialogs.self_test_dialog`.
"""
