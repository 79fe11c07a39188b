"""How large a picture is to be."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDoubleSpinBox,
)

from desktop_app.dialogs.picture_dialog import PictureDialog
from desktop_app.language.translation import Translation, number
from desktop_app.state.settings import Language


def test_the_scale_of_a_picture_is_written_as_the_language_does(qtbot, qapp):
    translation = Translation()
    dialog = PictureDialog(QSize(640, 480))
    qtbot.addWidget(dialog)
    box = dialog.findChild(QDoubleSpinBox)
    for language in (Language.SPANISH, Language.ENGLISH):
        translation.use(language)
        qtbot.waitUntil(lambda: box.text() == f"{number(2, 1)} ×")
    translation.deleteLater()
