"""How quick the window is: start, slice steps, strokes, and the longest stall of its event loop.

    QT_QPA_PLATFORM=offscreen python -m benchmarks.viewer ../shared/cases/BraTS2021_00006

Prints one line per measure with its limit, and exits with 1 if one is over. Drawing is Qt's
raster engine on an offscreen window of 1920 × 1080.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.offscreen import SIZE, use_screen

use_screen()

STEPS = 200
LIMITS_MS = {
    "slice step, 4 views, p95": 12.0,
    "slice step, 12 views, p95": 30.0,
    "slice step while segmenting, p95": 33.0,
    "piece of a stroke, 4 views, p95": 12.0,
    "end of a stroke, p95": 12.0,
    "threshold dragged, 4 views, p95": 50.0,
    "longest stall while opening": 50.0,
    "longest stall while segmenting": 50.0,
    "window usable after process start": 1200.0,
}

_START = """
import os, sys, time
from desktop_app import app
from PySide6.QtCore import QTimer
from desktop_app.main_window import MainWindow
show = MainWindow.showEvent
def shown(window, event):
    show(window, event)
    # The second turn of the loop comes after the first paint.
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, tell))
def tell():
    heavy = sorted({"torch", "monai", "openvino", "scipy.ndimage"} & set(sys.modules))
    print("usable", time.time() - float(os.environ["STARTED"]), *heavy, flush=True)
    os._exit(0)
MainWindow.showEvent = shown
sys.exit(app.run([]))
"""


def measure_start(runs: int = 5) -> float:
    """Median seconds from starting the process to a window that answers."""
    seconds = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "STARTED": str(time.time()), "XDG_CONFIG_HOME": home}
            out = subprocess.run(
                [sys.executable, "-c", _START],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            ).stdout.split()
        heavy = out[2:]
        if heavy:
            print(f"loaded before anyone needs it: {', '.join(heavy)}")
        seconds.append(float(out[1]))
    return sorted(seconds)[len(seconds) // 2]


class Window:
    """The real window with a real study."""

    def __init__(self) -> None:
        from PySide6.QtCore import QSettings

        from desktop_app.app import make_application, settle
        from desktop_app.main_window import MainWindow
        from desktop_app.preferences import Appearance
        from desktop_app.state.settings import Settings

        self.app = make_application()
        folder = tempfile.mkdtemp()
        settings = Settings(QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat))
        self.appearance = Appearance(self.app, settings)
        self.window = MainWindow(settings, kept=Path(folder) / "kept")
        self.window.resize(*SIZE)
        self.window.show()
        self.app.processEvents()
        # As app.run does, long before anybody has chosen a study.
        settle(self.window)
        self.wait_for_quiet()

    def stall_while(self, begin: Callable[[], object], over: Callable[[], bool]) -> float:
        """Longest time in seconds between two turns of the event loop until ``over``."""
        from PySide6.QtCore import QTimer

        times: list[float] = []
        timer = QTimer()
        timer.setInterval(1)
        timer.timeout.connect(lambda: times.append(time.perf_counter()))
        timer.start()
        self.app.processEvents()
        begin()
        limit = time.monotonic() + 300
        while not over() and time.monotonic() < limit:
            self.app.processEvents()
            time.sleep(0.0005)
        self.app.processEvents()
        timer.stop()
        if not over():
            raise TimeoutError("the work did not end within 300 s")
        return max(b - a for a, b in itertools.pairwise(times))

    def wait_for_quiet(self) -> None:
        """Let the work end that a new label map sets off, such as measuring it."""
        from desktop_app.work.measuring import Measuring

        measuring = Measuring.of(self.window.session)
        limit = time.monotonic() + 120
        while (measuring.busy or self.window.jobs.running) and time.monotonic() < limit:
            self.app.processEvents()
            time.sleep(0.01)
        self.app.processEvents()

    def slice_steps(self, during: Callable[[], bool] = lambda: True) -> tuple[float, float]:
        """95th percentile of the seconds from the key press to the last view painted.

        The second value counts only the time that the GUI thread itself was at work, which a
        busy machine does not lengthen as much.

        Args:
            during: asked before each step; a step that it is False for is not counted.
        """
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        views = self.window.view_area.views
        painted: set[int] = set()
        for number, view in enumerate(views):
            view.painted.connect(lambda n=number: painted.add(n))
        target = self.window.view_area.active_view()
        target.setFocus()
        plane = target.plane
        self.window.session.set_slice(plane, self.window.session.shape[plane.axis] // 2)
        self.app.processEvents()
        seconds, working = [], []
        for step in itertools.count():
            if len(seconds) == STEPS:
                break
            counts = during()
            painted.clear()
            worked = time.thread_time()
            key = Qt.Key.Key_Up if step % 60 < 30 else Qt.Key.Key_Down
            begun = time.perf_counter()
            QTest.keyClick(target, key)
            while len(painted) < len(views):
                self.app.processEvents()
            if counts:
                seconds.append(time.perf_counter() - begun)
                working.append(time.thread_time() - worked)
        return p95(seconds), p95(working)

    def strokes(self) -> tuple[float, float]:
        """95th percentiles in seconds: a piece until every view shows it, and the stroke's end.

        Strokes of a 10 mm ball paint and erase by turns, from the cursor on.
        """
        from core.labels import Label

        session, correcting = self.window.session, self.window.corrections.correcting
        views, painted = self.window.view_area.views, set()
        for number, view in enumerate(views):
            view.painted.connect(lambda n=number: painted.add(n))
        correcting.set_on(True)
        session.set_brush(radius_mm=10.0, ball=True)
        pieces, ends = [], []
        for number in range(STEPS // 10):
            session.set_brush(label=Label.BACKGROUND if number % 2 else Label.ED)
            self.app.processEvents()
            i, j, k = session.cursor
            for step in range(10):
                painted.clear()
                begun = time.perf_counter()
                start, end = (i + 2 * step, j + step, k), (i + 2 * step + 2, j + step + 1, k)
                correcting.stroke(views[0].plane, start, end)
                while len(painted) < len(views):
                    self.app.processEvents()
                pieces.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            correcting.finish()
            ends.append(time.perf_counter() - begun)
            # A hand rests between strokes, and the copy for the next one is made meanwhile.
            rested = time.monotonic() + 0.15
            while time.monotonic() < rested:
                self.app.processEvents()
                time.sleep(0.001)
        correcting.set_on(False)
        return p95(pieces), p95(ends)

    def threshold_drags(self) -> float:
        """95th percentile in seconds from a move of a slider until every view shows it."""
        from core.labels import Region

        judging = self.window.judging
        views, painted = self.window.view_area.views, set()
        for number, view in enumerate(views):
            view.painted.connect(lambda n=number: painted.add(n))
        judging.thresholding.prepare()
        while not judging.thresholding.possible:
            self.app.processEvents()
            time.sleep(0.001)
        seconds = []
        for step in range(STEPS):
            painted.clear()
            # There and back by hundredths, each region in turn.
            slider = judging.thresholds.sliders[list(Region)[step // 20 % 3]]
            begun = time.perf_counter()
            slider.setValue(slider.value() + (1 if step % 20 < 10 else -1))
            while len(painted) < len(views):
                self.app.processEvents()
            seconds.append(time.perf_counter() - begun)
        judging.thresholding.reset()
        return p95(seconds)


def p95(seconds: list[float]) -> float:
    """95th percentile."""
    return sorted(seconds)[int(len(seconds) * 0.95)]


def main() -> int:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a study's folder")
    parser.add_argument("--model", type=Path, help="package; default the one that ships")
    options = parser.parse_args()
    folder: Path = options.folder
    from desktop_app.work.models import Models

    measured = {"window usable after process start": measure_start()}
    bench = Window()
    if options.model is not None:
        bench.window.segmenter.models = Models(options.model)
    window, session = bench.window, bench.window.session
    measured["longest stall while opening"] = bench.stall_while(
        lambda: window.files.open_paths([folder]), lambda: session.study is not None
    )
    show_truth(window, folder)
    bench.wait_for_quiet()
    measured["slice step, 4 views, p95"], work_4 = bench.slice_steps()
    pieces, ends = bench.strokes()
    measured["piece of a stroke, 4 views, p95"], measured["end of a stroke, p95"] = pieces, ends
    bench.wait_for_quiet()
    window.actions_["layout_twelve"].trigger()
    bench.app.processEvents()
    measured["slice step, 12 views, p95"], work_12 = bench.slice_steps()
    window.actions_["layout_four"].trigger()
    bench.app.processEvents()
    from core.segmenting.model_package import shipped_packages

    if shipped_packages():
        session.set_labels(None, unsaved=False)
        measured["longest stall while segmenting"] = bench.stall_while(
            window.segment, lambda: session.labels is not None
        )
        bench.wait_for_quiet()
        measured["threshold dragged, 4 views, p95"] = bench.threshold_drags()
        bench.wait_for_quiet()
        measured["slice step while segmenting, p95"], _ = bench.slice_steps(
            lambda: keep_segmenting(window)
        )
        window.cancel()
        bench.wait_for_quiet()
    session.mark_saved()
    window.close()
    print(
        f"of a step, the GUI thread's own work: {work_4 * 1e3:.1f} and {work_12 * 1e3:.1f} ms p95"
    )
    return report(measured)


def keep_segmenting(window: object) -> bool:
    """Start the accurate mode again whenever it has ended; whether it was under way."""
    from core.segmenting.passes import Mode

    if window.session.segmenting:  # type: ignore[attr-defined]
        return True
    window.segment(Mode.ACCURATE)  # type: ignore[attr-defined]
    return False


def show_truth(window: object, folder: Path) -> None:
    """Show the experts' label map, so that steps draw an overlay."""
    from core.labels import LabelConvention
    from core.opening.label_maps import read_labels
    from core.opening.reading import find_study
    from desktop_app.opening.label_maps import labels_of

    session = window.session  # type: ignore[attr-defined]
    file = read_labels(find_study(folder).segmentation[0], session.study)
    convention = next(iter(file.readings), LabelConvention.BRATS2021)
    session.set_labels(labels_of(file, convention, session.study), unsaved=False)
    window.go_to_tumour()  # type: ignore[attr-defined]


def report(measured: dict[str, float]) -> int:
    """Print each measure beside its limit; 1 if one is over."""
    over = False
    for name, limit in LIMITS_MS.items():
        if name in measured:
            value = measured[name] * 1000
            over |= value > limit
            sign = "over" if value > limit else "ok"
            print(f"{name:<36} {value:8.1f} ms   limit {limit:6.0f} ms   {sign}")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
