"""The log: where it lies, that it turns over, and that no patient's name gets into it."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest

from desktop_app.support import faults, logs
from desktop_app.support.scrubbing import HIDDEN, Scrubber

NAMES = ("Quispe", "Huaman", "Juana", "T1ce", "Perez", "Nombre")


@pytest.fixture
def log(tmp_path):
    """A log of its own; the one that was there before comes back."""
    before = logs.current_log()
    file = logs.start_logging(tmp_path / "state" / "log")
    yield file
    logging.getLogger().removeHandler(file)
    file.close()
    if before is not None:
        logging.getLogger().addHandler(before)


def written(file):
    file.flush()
    return "\n".join(logs.last_lines(1000))


@pytest.mark.parametrize(
    "text",
    [
        "/data/Quispe Huaman, Juana/T1ce.nii.gz: it is empty, not a NIfTI file.",
        "FileNotFoundError: [Errno 2] No such file: '/data/Quispe Huaman/T1ce.nii.gz'",
        'OSError: "/data/O\'Quispe, Huaman/T1ce.nii.gz"',
        r"C:\Scans\Quispe Huaman\T1ce.nii: it is cut short (12 of 13 bytes are there).",
        r"\\server\share\Quispe\T1ce.nii",
        "PosixPath('/home/juana/Quispe/T1ce.nii')",
        r"WindowsPath('C:/Users/Juana/Quispe/T1ce.nii')",
        "read Quispe Huaman T1ce.nii.gz",
        "~/Quispe/T1ce.nii.gz cannot be read",
        "file:///data/Quispe/T1ce",
        "opened (Quispe_Huaman_T1ce.nii.gz)",
        "Written: Perez_seg.nii.gz, Perez_measurements.csv in /out/Perez",
        "“Nombre/Perez”: no such folder",
        "two lines: a\n/data/Quispe/x\nand more",
    ],
)
def test_paths_and_image_files_are_hidden(text):
    scrubbed = Scrubber()(text)
    assert HIDDEN in scrubbed
    assert not [name for name in NAMES if name.lower() in scrubbed.lower()], scrubbed


def test_words_are_hidden_also_within_words_and_in_any_case():
    scrub = Scrubber()
    scrub.hide(["Quispe_01", "T1"])
    assert scrub("KeyError: 'quispe_01_t1' of T1") == f"KeyError: '{HIDDEN}_t1' of T1"


@pytest.mark.parametrize(
    "text",
    [
        "numpy 2.4.6, scipy 1.17.1; 3/4 of the slices, T1 / T2",
        "job open: done in 0.52 s",
        "ValueError: shapes (9, 16, 16) and (3, 16) differ",
        "Gliovista 0.1.0 and/or OpenVINO CPU bf16",
    ],
)
def test_what_names_nobody_stays(text):
    assert Scrubber()(text) == text


def test_a_traceback_keeps_the_programs_own_files():
    text = (
        'File "/home/juana/gliovista/_internal/desktop_app/work/jobs.py", line 121, in _run\n'
        'File "/opt/x/site-packages/numpy/linalg/_linalg.py", line 3, in inv\n'
        'File "/home/juana/Quispe/secret.py", line 1'
    )
    assert Scrubber()(text) == (
        'File "desktop_app/work/jobs.py", line 121, in _run\n'
        'File "numpy/linalg/_linalg.py", line 3, in inv\n'
        'File "secret.py", line 1'
    )


def test_nothing_is_made_before_the_first_line(tmp_path, log):
    assert not (tmp_path / "state").exists()
    logging.getLogger("desktop_app.x").info("hello %s", "/data/Quispe/t1.nii")
    assert "hello" in written(log)
    assert "Quispe" not in written(log)


def test_the_log_turns_over_and_its_end_is_found(log, monkeypatch):
    monkeypatch.setattr(log, "maxBytes", 400)
    for number in range(40):
        logging.getLogger("desktop_app.x").info("line %d", number)
    path = Path(log.baseFilename)
    assert len(list(path.parent.iterdir())) == logs.OLDER_FILES + 1
    assert path.stat().st_size <= 400
    assert logs.last_lines(3)[-1].endswith("line 39")
    assert [line[-2:] for line in logs.last_lines(3)] == ["37", "38", "39"]


def test_a_log_that_cannot_be_written_is_said_once(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    file = logs.start_logging(tmp_path / "file" / "log")
    log = logging.getLogger("desktop_app.x")
    log.info("one")
    log.info("two")
    assert capsys.readouterr().err.count("The log cannot be written") == 1
    assert file.failure
    assert logs.current_log() is None
    assert logs.last_lines(5) == []


def test_the_default_place_is_the_users_own(monkeypatch, tmp_path):
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
        assert logs.log_folder() == tmp_path / "Gliovista" / "log"
    assert "Gliovista" in logs.log_folder().parts


# -- faults -------------------------------------------------------------------------------


@pytest.fixture
def heard(monkeypatch):
    """What a listener hears; Python's own reports stay off the screen."""
    errors = []
    monkeypatch.setattr(sys, "excepthook", lambda *a: None)
    monkeypatch.setattr(threading, "excepthook", lambda *a: None)
    faults.listen(errors.append)
    yield errors
    faults.stop_listening(errors.append)


def test_an_unhandled_exception_is_logged_scrubbed_and_told(log, heard):
    with faults.caught():
        try:
            Path("/data/Quispe/t1.nii").read_bytes()
        except OSError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    assert [type(e) for e in heard] == [FileNotFoundError]
    text = written(log)
    assert "Traceback" in text
    assert "desktop_app/support/test_logs.py" in text
    assert "Quispe" not in text


def test_an_exception_in_a_thread_is_logged_and_told(log, heard):
    def work():
        raise RuntimeError("in a thread")

    with faults.caught():
        thread = threading.Thread(target=work, name="worker")
        thread.start()
        thread.join()
    assert [str(e) for e in heard] == ["in a thread"]
    assert "in thread worker" in written(log)


def test_ctrl_c_is_no_fault(log, heard):
    with faults.caught():
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert heard == []


def test_what_ends_the_program_is_logged_and_goes_on(log):
    before = sys.excepthook, threading.excepthook
    with pytest.raises(ZeroDivisionError), faults.caught():
        raise ZeroDivisionError
    assert "the program ends" in written(log)
    assert (sys.excepthook, threading.excepthook) == before
