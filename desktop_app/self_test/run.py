"""The checks of the self-test, one after another. Knows no Qt."""

from __future__ import annotations

import importlib.util
import logging
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.labels import Region, region_mask
from core.machine import facts
from core.phantom.phantom import demo_study
from core.progress import Cancelled, Progress, no_progress
from core.scoring.metrics import dice
from core.segmenting.inference import segment
from core.segmenting.model_package import load_model, read_package, shipped_packages
from desktop_app.self_test.clicking import one_click
from desktop_app.self_test.exporters import EXPORTERS
from desktop_app.self_test.outcome import CheckFailed, Outcome, Report, Said
from desktop_app.self_test.recording import file_hashes, read_recording
from desktop_app.self_test.scanner_exporters import Material
from desktop_app.state.marking import QT_TRANSLATE_NOOP

LEAST_DICE = 0.97
"""Of each region to the recording. The recording is float32; bfloat16 gives .99 and more, and
another processor's rounding less than that."""

MOST_DIFFERENCE = 0.02
"""Largest difference of probabilities between OpenVINO and PyTorch, both in float32."""

_LOG = logging.getLogger(__name__)
_STEPS = 1000

GraphicsCheck = Callable[[], tuple[Said, dict[str, str]]]
"""Tries what draws the window; gives what to say and facts, or raises ``CheckFailed``."""


class SelfTest:
    """One run of every check.

    Args:
        graphics: how to look at the graphics, which differs between window and command line.
    """

    def __init__(self, graphics: GraphicsCheck) -> None:
        self._graphics = graphics
        self._facts: dict[str, str] = {}
        self._material: Material | None = None
        self._checks = (
            (QT_TRANSLATE_NOOP("SelfTest", "Model packages"), self._models),
            (QT_TRANSLATE_NOOP("SelfTest", "Demo study"), self._demo),
            (QT_TRANSLATE_NOOP("SelfTest", "One click"), self._click),
            (QT_TRANSLATE_NOOP("SelfTest", "Exporters"), self._exporters),
            (QT_TRANSLATE_NOOP("SelfTest", "Engines"), self._engines),
            (QT_TRANSLATE_NOOP("SelfTest", "Graphics"), self._look),
        )

    def run(
        self,
        progress: Progress = no_progress,
        on_outcome: Callable[[Outcome], object] = lambda outcome: None,
    ) -> Report:
        """Go through all of them; a check that fails does not keep the next from running.

        Args:
            progress: may raise ``Cancelled``.
            on_outcome: called as each check ends.

        Raises:
            Cancelled: out of ``progress``.
        """
        outcomes = []
        for number, (name, check) in enumerate(self._checks):
            within = _share(progress, number, len(self._checks))
            within(0, 1, name)
            outcomes.append(_outcome(name, check, within))
            on_outcome(outcomes[-1])
        return Report(tuple(outcomes), {**facts(), **self._facts})

    def _models(self, progress: Progress) -> Said:
        folders = shipped_packages()
        if not folders:
            raise CheckFailed(
                Said(QT_TRANSLATE_NOOP("SelfTest", "No model came with the program."))
            )
        names = []
        for done, folder in enumerate(folders):
            progress(done, len(folders), folder.name)
            names.append(read_package(folder).name)
        text = QT_TRANSLATE_NOOP("SelfTest", "{0}: every file has the SHA-256 of its card.")
        return Said(text, (", ".join(names),))

    def _demo(self, progress: Progress) -> Said:
        study, _ = demo_study()
        progress(1, 4, "")
        model = load_model()
        found = segment(study, model, lambda d, t, x: progress(t + d * 3, t * 4, x))
        self._material = Material(study, found)
        recording = read_recording()
        if file_hashes(model.package.folder) != recording.files:
            text = QT_TRANSLATE_NOOP(
                "SelfTest", "The recording was made with another model ({0}) than {1}."
            )
            raise CheckFailed(Said(text, (recording.model, model.package.name)))
        scores = [
            dice(region_mask(found.label_map, r), region_mask(recording.label_map, r))
            for r in Region
        ]
        shown = ", ".join(f"{r.value} {s:.4f}" for r, s in zip(Region, scores, strict=True))
        seconds = f"{sum(found.seconds.values()):.1f}"
        values = (shown, f"{LEAST_DICE:g}", model.engine.name, seconds)
        if min(scores) < LEAST_DICE:
            text = QT_TRANSLATE_NOOP(
                "SelfTest", "Dice to the recording: {0}, less than {1}. {2}, {3} s."
            )
            raise CheckFailed(Said(text, values))
        text = QT_TRANSLATE_NOOP(
            "SelfTest", "Dice to the recording: {0}; at least {1} is wanted. {2}, {3} s."
        )
        return Said(text, values)

    def _click(self, progress: Progress) -> Said:
        if self._material is None:
            text = QT_TRANSLATE_NOOP("SelfTest", "There is no segmentation to click on.")
            raise CheckFailed(Said(text))
        return one_click(self._material, lambda: progress(0, 1, ""))

    def _exporters(self, progress: Progress) -> Said:
        if self._material is None:
            text = QT_TRANSLATE_NOOP("SelfTest", "There is no segmentation to export.")
            raise CheckFailed(Said(text))
        with tempfile.TemporaryDirectory(prefix="gliovista-") as scratch:
            for done, (name, export) in enumerate(EXPORTERS.items()):
                progress(done, len(EXPORTERS), name)
                folder = Path(scratch) / name
                folder.mkdir()
                export(self._material, folder)
        text = QT_TRANSLATE_NOOP("SelfTest", "{0} exporters wrote files that read back.")
        return Said(text, (len(EXPORTERS),))

    def _engines(self, progress: Progress) -> Said:
        if importlib.util.find_spec("torch") is None:
            text = QT_TRANSLATE_NOOP(
                "SelfTest", "PyTorch is not part of this build; OpenVINO does the work."
            )
            return Said(text)
        answers = []
        for done, name in enumerate(("openvino", "pytorch")):
            progress(done, 2, name)
            model = load_model(engine=name, precision="f32")  # type: ignore[arg-type]
            # Instance norm needs more than one voxel at the coarsest resolution.
            edge = 2 * model.engine.multiple
            shape = (model.package.architecture["in_channels"], edge, edge, edge)
            array = np.random.default_rng(0).standard_normal(shape, np.float32)
            # The engine may give its own memory out, which the next one does not share.
            answers.append(np.array(model.engine(array, lambda: None)))
        apart = float(np.abs(answers[0] - answers[1]).max())
        values = (f"{apart:.5f}", f"{MOST_DIFFERENCE:g}")
        if apart > MOST_DIFFERENCE:
            text = QT_TRANSLATE_NOOP(
                "SelfTest", "OpenVINO and PyTorch differ by {0}, more than {1}."
            )
            raise CheckFailed(Said(text, values))
        text = QT_TRANSLATE_NOOP(
            "SelfTest", "OpenVINO and PyTorch differ by {0} at most; {1} is allowed."
        )
        return Said(text, values)

    def _look(self, progress: Progress) -> Said:
        del progress
        said, found = self._graphics()
        self._facts.update(found)
        return said


def _share(progress: Progress, number: int, count: int) -> Progress:
    """The progress of one check out of several, as a share of the whole."""

    def within(done: int, total: int, text: str) -> None:
        progress(number * _STEPS + _STEPS * done // max(total, 1), count * _STEPS, text)

    return within


def _outcome(name: str, check: Callable[[Progress], Said], progress: Progress) -> Outcome:
    begun = time.perf_counter()
    passed = False
    try:
        said = check(progress)
        passed = True
    except Cancelled:
        raise
    except CheckFailed as failure:
        said = failure.said
    # A check exists to find out what breaks, whatever it is; the rest still run.
    except Exception as error:
        _LOG.exception("self-test: %s", name)
        said = Said("{0}", (str(error) or repr(error),))
    return Outcome(name, passed, said, time.perf_counter() - begun)
