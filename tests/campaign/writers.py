"""What the arena kills: all that the program writes, each with a way to tell that it is whole."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import nibabel as nib
import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QImage

from core.cli.app import main as command_line
from core.files.label_files import read_label_file
from core.files.writing import write_label_map, write_probabilities, write_regions
from core.sessions.autosaves import (
    autosave_path,
    autosaves,
    prune,
    read_autosave,
    set_aside,
    write_autosave,
)
from core.sessions.contents import Part, SessionContents, StudyIdentity
from core.sessions.session_file import ENDING, read_session, write_session
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from core.studies.study import Volume
from desktop_app.exporting.pictures import write_picture, write_table
from desktop_app.planning.record import Record, load, save
from desktop_app.reporting.paper import write_html
from desktop_app.state.settings import THREADS, Settings
from tests.campaign.models import fixed_model, tumour_study

GRID = Grid((24, 20, 22), np.diag([-1.0, -1.0, 1.0, 1.0]))

_BITS = 16

_HIDDEN = re.compile(r"^\.")


def state(number: int) -> np.ndarray:
    """An array that only this number gives."""
    array = np.zeros(GRID.shape, np.uint8)
    array[2:12] = np.random.default_rng(number).integers(0, 2, (10, *GRID.shape[1:])) * 2
    array[0, 0, 0] = 1
    array[0, 1 : 1 + _BITS, 0] = [2 * (number >> bit & 1) for bit in range(_BITS)]
    return array


def number_of(array: np.ndarray) -> int:
    """The number whose :func:`state` an array is.

    Raises:
        ValueError: it is none's, or of several.
    """
    number = sum(1 << bit for bit in range(_BITS) if array[0, 1 + bit, 0])
    if not np.array_equal(array, state(number)):
        raise ValueError(f"state {number} holds the array of another")
    return number


def contents(number: int) -> SessionContents:
    """A session that only this number gives."""
    study = StudyIdentity("case", "00ff", {}, GRID)
    return SessionContents(study, {"p": Part(number, {"a": state(number)})}, "", "")


def number_in(kept: SessionContents) -> int:
    """The number of a session.

    Raises:
        ValueError: its array is another's.
    """
    number = int(kept.parts["p"].values)
    if number_of(kept.parts["p"].arrays["a"]) != number:
        raise ValueError(f"state {number} holds the array of another")
    return number


class Exports:
    """Every file that a person may ask for, over and over onto the same names."""

    def prepare(self, folder: Path) -> None:
        """State 0 of each."""
        self.write_once(folder, 0)

    def write_once(self, folder: Path, number: int) -> None:
        """Each file once."""
        reference = Volume(np.zeros(GRID.shape, np.int16), GRID.affine)
        map_ = state(number)
        found = Segmentation("case", GRID, map_, np.stack([map_ * 100, map_ * 90, map_ * 80]))
        write_label_map(found, reference, folder / "seg.nii.gz")
        write_regions(found, reference, folder / "seg.nii")
        write_probabilities(found, reference, folder / "p.nii.gz")
        write_session(contents(number), folder / f"work{ENDING}", overwrite=True)
        write_table("name,value\n" + f"n,{number}\n" * 2000, folder / "table.csv")
        write_html(f"<p>{number}</p>" * 2000, "title", "footer", folder / "report.html", "en")
        image = QImage(300, 200, QImage.Format.Format_RGB32)
        image.fill(QColor(number % 256, number // 256 % 256, 7))
        write_picture(image, folder / "view.png")
        save(Record(notes=f"{number} " * 500), "case", (folder / "planning.json",))

    def write(self, folder: Path, told: Callable[[str], None]) -> None:
        """Go on after what is there."""
        number = max(_numbers(folder).values()) + 1
        while True:
            self.write_once(folder, number)
            told(str(number))
            number += 1

    def faults(self, folder: Path, told: list[str]) -> list[str]:
        """A file that is gone, not whole, or older than what was said to be written."""
        least = max(map(int, told), default=0)
        return [
            f"{name} is of {n}, not {least}" for name, n in _numbers(folder).items() if n < least
        ]

    def finish(self, folder: Path) -> list[str]:
        """A round that nobody disturbs goes well among what the killed ones left."""
        number = max(_numbers(folder).values()) + 1
        self.write_once(folder, number)
        return [f"{name} is of {n}" for name, n in _numbers(folder).items() if n != number]


def _numbers(folder: Path) -> Mapping[str, int]:
    """The number of each file, by its own reader.

    Raises:
        Exception: a file is gone or torn.
    """
    found = {"session": number_in(read_session(folder / f"work{ENDING}"))}
    found["seg"] = number_of(read_label_file(folder / "seg.nii.gz").label_map)
    for name in ("seg_WT.nii", "seg_TC.nii", "seg_ET.nii"):
        values = np.asarray(nib.load(folder / name).dataobj)
        if set(np.unique(values)) - {0, 1}:
            raise ValueError(f"{name} holds other values than 0 and 1")
    for name in ("p_WT_probability.nii.gz", "p_TC_probability.nii.gz", "p_ET_probability.nii.gz"):
        values = np.asarray(nib.load(folder / name).dataobj)
        if values.shape != GRID.shape:
            raise ValueError(f"{name} has shape {values.shape}")
    lines = (folder / "table.csv").read_text("utf-8-sig").splitlines()
    if len(lines) != 2001 or len(set(lines[1:])) != 1:
        raise ValueError("table.csv is of several states")
    found["table"] = int(lines[1].split(",")[1])
    told = re.findall(r">(\d+)</p>", (folder / "report.html").read_text("utf-8"))
    if len(told) != 2000 or len(set(told)) != 1:
        raise ValueError("report.html is of several states")
    found["report"] = int(told[0])
    image = QImage(str(folder / "view.png"))
    if image.isNull():
        raise ValueError("view.png cannot be read")
    colour = image.pixelColor(299, 199)
    found["picture"] = colour.red() + 256 * colour.green()
    record, _ = load((folder / "planning.json",))
    words = record.notes.split()
    if len(words) != 500 or len(set(words)) != 1:
        raise ValueError("planning.json is of several states")
    found["planning"] = int(words[0])
    return found


class Autosaves:
    """The work on a study, kept by itself; now and then set aside, as a new session does."""

    def prepare(self, folder: Path) -> None:
        """State 0."""
        write_autosave(contents(0), autosave_path(folder, "00ff"))

    def write(self, folder: Path, told: Callable[[str], None]) -> None:
        """Go on after the newest."""
        path, number = autosave_path(folder, "00ff"), self._newest(folder) + 1
        prune(folder)
        while True:
            if number % 7 == 0:
                set_aside(path)
            write_autosave(contents(number), path)
            told(str(number))
            number += 1

    def faults(self, folder: Path, told: list[str]) -> list[str]:
        """The newest whole state is older than what was said to be kept."""
        least, newest = max(map(int, told), default=0), self._newest(folder)
        return [f"state {newest} is kept, not {least}"] if newest < least else []

    def finish(self, folder: Path) -> list[str]:
        """Every state that is listed can be read."""
        for kept in autosaves(folder):
            number_in(read_autosave(kept.path))
        return []

    @staticmethod
    def _newest(folder: Path) -> int:
        return max(number_in(read_autosave(kept.path)) for kept in autosaves(folder))


class Choices:
    """The settings, as the window keeps them."""

    _KEYS = 40

    def prepare(self, folder: Path) -> None:
        """State 0."""
        self._set(self._store(folder), 0)

    def write(self, folder: Path, told: Callable[[str], None]) -> None:
        """Change all of them at once, over and over."""
        store = self._store(folder)
        number = int(str(store.value("n/0"))) + 1
        while True:
            self._set(store, number)
            told(str(number))
            number += 1

    def faults(self, folder: Path, told: list[str]) -> list[str]:
        """Values of two states, or of an older one than was written."""
        store = self._store(folder)
        values = {int(str(store.value(f"n/{key}"))) for key in range(self._KEYS)}
        if store.status() is not QSettings.Status.NoError or len(values) != 1:
            return [f"{store.status()}: values of {sorted(values)}"]
        least = max(map(int, told), default=0)
        return [f"values of {values}, not {least}"] if min(values) < least else []

    def finish(self, folder: Path) -> list[str]:
        """The next window can change them, whatever lock a killed one left."""
        settings = Settings(self._store(folder))
        settings.set(THREADS, 3)
        settings.store.sync()
        kept = Settings(self._store(folder)).get(THREADS)
        return [] if kept == 3 else [f"3 threads were set, and {kept} are kept"]

    def _set(self, store: QSettings, number: int) -> None:
        for key in range(self._KEYS):
            store.setValue(f"n/{key}", number)
        store.sync()
        if store.status() is not QSettings.Status.NoError:
            raise OSError(f"settings: {store.status()}")

    @staticmethod
    def _store(folder: Path) -> QSettings:
        return QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)


class Batch:
    """A batch over three studies: resumed, and once all is there, replaced."""

    _STUDIES = 3

    def prepare(self, folder: Path) -> None:
        """The studies, and what a batch that nobody kills makes of them."""
        for number in range(self._STUDIES):
            tumour_study(folder / "root" / f"case_{number}", moved=number)
        self._run(folder, "whole")

    def write(self, folder: Path, told: Callable[[str], None]) -> None:
        """Resume, then replace again and again."""
        self._run(folder, "out")
        while True:
            told("all")
            self._run(folder, "out", "--overwrite")

    def faults(self, folder: Path, told: list[str]) -> list[str]:
        """A label map that is another than in the whole batch, or gone."""
        there = {p.name for p in (folder / "out").glob("*") if not _HIDDEN.match(p.name)}
        wanted = {p.name for p in (folder / "whole").iterdir()}
        found = [f"{name} is no result" for name in there - wanted]
        if told:
            found += [f"{name} is gone" for name in wanted - there]
        for name in there & wanted:
            made, whole = (read_label_file(folder / out / name) for out in ("out", "whole"))
            if not np.array_equal(made.label_map, whole.label_map):
                found.append(f"{name} is another than in a batch that was not killed")
        return found

    def finish(self, folder: Path) -> list[str]:
        """The batch, resumed once more, finishes."""
        code = self._run(folder, "out")
        return [f"the exit code is {code}"] * bool(code) + self.faults(folder, ["all"])

    @staticmethod
    def _run(folder: Path, out: str, *options: str) -> int:
        arguments = ["batch", str(folder / "root"), str(folder / out), "--json", *options]
        with fixed_model(), contextlib.redirect_stdout(io.StringIO()) as said:
            code = command_line(arguments)
        if code:
            raise OSError(f"the batch ended with {code}: {said.getvalue()}")
        return code


KINDS = {"export": Exports, "autosave": Autosaves, "settings": Choices, "batch": Batch}
