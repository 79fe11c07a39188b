"""Settings from elsewhere run no code."""

from __future__ import annotations

import pickle
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QDataStream, QSettings

from desktop_app.state.no_pickles import as_variant, refuse_pickles
from desktop_app.state.settings import THREADS, Settings


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return (open, (str(self.mark), "w"))


def hostile_ini(folder: Path) -> Path:
    """An INI file that names threads, and holds a pickle as QSettings writes variants."""
    code = pickle.dumps(Trap(folder / "mark"))
    name = b"PyObject\0"
    data = struct.pack(">II", 127, len(name)) + name + struct.pack(">I", len(code)) + code
    path = folder / "settings.ini"
    escaped = "".join(f"\\x{value:x}" for value in data)
    path.write_text(f'[work]\nthreads=2\nother="@Variant({escaped})"\n')
    return path


def test_a_pickle_in_a_settings_file_is_never_loaded(tmp_path):
    settings = Settings(QSettings(str(hostile_ini(tmp_path)), QSettings.Format.IniFormat))
    assert settings.get(THREADS) == 2
    assert settings.store.value("work/other") is None
    assert not (tmp_path / "mark").exists()


@pytest.mark.slow
def test_the_trap_is_one(tmp_path):
    """Without the refusal, reading another value of the file runs its code."""
    script = (
        "from PySide6.QtCore import QSettings\n"
        f"store = QSettings({str(hostile_ini(tmp_path))!r}, QSettings.Format.IniFormat)\n"
        "store.value('work/threads')"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    assert (tmp_path / "mark").exists()


def test_a_pickle_that_is_dropped_is_never_loaded(tmp_path):
    refuse_pickles()
    stream = QDataStream(QByteArray(as_variant(pickle.dumps(Trap(tmp_path / "mark")))))
    assert stream.readQVariant() is None
    assert not (tmp_path / "mark").exists()


def test_python_s_own_pickles_are_loaded_as_ever():
    refuse_pickles()
    assert pickle.loads(pickle.dumps([1])) == [1]
