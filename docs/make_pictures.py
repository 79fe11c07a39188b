"""Make the manual's pictures from the demo study, in every language.

Run ``python -m docs.make_pictures`` from the repository's root after a change of the window's
looks. Only the synthetic demo study is shown: a picture never holds a patient's scan.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QWidget

from core.labels import LabelMap
from core.phantom.phantom import demo_study
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from desktop_app.app import make_application
from desktop_app.main_window import MainWindow
from desktop_app.preferences import Appearance
from desktop_app.state.display import LayoutKind, OverlayStyle
from desktop_app.state.settings import LANGUAGE, THEME, Language, Settings, Theme
from desktop_app.state.shown import show_labels, show_volume
from desktop_app.work.measuring import Measuring
from resources import ROOT

SIZE = (1280, 800)


def main() -> None:
    """Write ``resources/manual/<language>/*.png``."""
    with tempfile.TemporaryDirectory() as scratch:
        use_virtual_screen(Path(scratch))
        app = make_application()
        store = QSettings(str(Path(scratch) / "s.ini"), QSettings.Format.IniFormat)
        settings = Settings(store)
        settings.set(THEME, Theme.DARK)
        appearance = Appearance(app, settings)
        study, truth = demo_study()
        for language in (Language.ENGLISH, Language.SPANISH):
            settings.set(LANGUAGE, language)
            folder = ROOT / "manual" / language.value
            folder.mkdir(parents=True, exist_ok=True)
            make_pictures(settings, study, truth, folder)
        del appearance


def use_virtual_screen(scratch: Path) -> None:
    """Draw on a screen of a known size that is not there."""
    width, height = SIZE
    screen = {"name": "s", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96}
    config = scratch / "screen.json"
    config.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"


def make_pictures(settings: Settings, study: Study, truth: LabelMap, folder: Path) -> None:
    """Write the pictures of one language."""
    window = MainWindow(settings)
    window.resize(*SIZE)
    window.show()
    session = window.session
    session.begin(study.name)
    for modality, volume in study.volumes.items():
        session.add_volume(modality, show_volume(volume))
    session.complete(study, (), {})
    made = Provenance(file="demo_seg.nii.gz")
    labels = show_labels(Segmentation(study.name, study.grid, truth, provenance=made))
    session.set_labels(labels, unsaved=False)
    wait(lambda: not Measuring.of(session).busy)
    window.go_to_tumour()
    grab(window, folder / "window.png")
    session.set_display(overlay=False)
    session.set_layout(kind=LayoutKind.PLANES)
    grab(window.view_area, folder / "planes.png")
    session.set_display(overlay=True, style=OverlayStyle.OUTLINE)
    session.set_layout(kind=LayoutKind.ONE)
    grab(window.view_area, folder / "overlay.png")
    click_back(window, study, truth)
    grab(window, folder / "click.png")
    window.actions_["click_drop"].trigger()
    window.actions_["click"].trigger()
    session.close()
    window.close()


def click_back(window: MainWindow, study: Study, truth: LabelMap) -> None:
    """Cut the upper half off the tumour, and click on what is missing."""
    session = window.session
    session.set_layout(kind=LayoutKind.PLANES)
    session.set_display(style=OverlayStyle.BOTH)
    where = np.argwhere(truth > 0)
    middle = int(where[:, 2].mean())
    cut = truth.copy()
    cut[:, :, middle:] = 0
    made = Provenance(file="demo_seg.nii.gz")
    session.set_labels(
        show_labels(Segmentation(study.name, study.grid, cut, provenance=made)), unsaved=False
    )
    i, j, k = where[where[:, 2] >= middle].mean(axis=0).round().astype(int).tolist()
    session.set_cursor((truth.shape[0] - 1 - i, truth.shape[1] - 1 - j, k))
    window.actions_["click"].trigger()
    wait(lambda: not window.jobs.running)
    window.actions_["click_tumour"].trigger()
    wait(lambda: not session.click.waiting)


def grab(widget: QWidget, path: Path) -> None:
    """Save what a widget shows, once it has come to rest."""
    wait(lambda: False, seconds=0.5)
    if not widget.grab().save(str(path)):
        raise OSError(f"{path}: the picture could not be written")
    print(path, f"{path.stat().st_size // 1024} KB")


def wait(done: Callable[[], bool], seconds: float = 30.0) -> None:
    """Let the window work until something is done, or the time is over."""
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
