"""Under a memory limit, whatever ends the process becomes exit code 7 and a sentence."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sets limits as Linux keeps them")

ENDS = {
    "gives a code": ("return 4", 4),
    "abort": ("os.abort()", 7),
    "killed": ("os.kill(os.getpid(), signal.SIGKILL)", 7),
    "library exits": ("os._exit(1)", 7),
    # What OpenBLAS does where its threads do not start.
    "interrupts itself": ("signal.raise_signal(signal.SIGINT)", 7),
    "terminated": ("os.kill(os.getpid(), signal.SIGTERM)", 143),
    "no memory": ("raise MemoryError", 7),
    "no library": ("raise ImportError('x.so: failed to map segment from shared object')", 7),
    "a fault": ("raise ValueError('a fault')", 1),
}


def run(script, limit_mb):
    import resource

    bytes_ = limit_mb * 2**20

    def before():
        resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_))
        # Whoever starts the tests in the background may have it ignored.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    return subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=before,
    )


@pytest.mark.parametrize(("statement", "code"), ENDS.values(), ids=ENDS)
def test_every_end_has_its_code(statement, code):
    script = (
        "import os, signal, sys\n"
        "from core.progress import Cancelled\n"
        "from desktop_app import __main__ as program\n"
        "def work(arguments):\n"
        "    try:\n"
        f"        {statement}\n"
        "    except KeyboardInterrupt:\n"
        "        return 130\n"
        "program._run = work\n"
        "sys.exit(program.main(['info', 'x']))\n"
    )
    done = run(script, 4000)
    assert done.returncode == code, done.stderr
    assert ("Too little memory" in done.stderr) is (code == 7)
    assert ("Traceback" in done.stderr) is (code == 1)


@pytest.mark.slow
@pytest.mark.parametrize("limit_mb", [250, 400, 600, 750, 900, 1050, 1300])
def test_segmenting_in_too_little_memory(study_folder, tmp_path, limit_mb):
    arguments = ["segment", str(study_folder), "-o", str(tmp_path / "m.nii.gz")]
    script = f"import sys\nfrom desktop_app.__main__ import main\nsys.exit(main({arguments!r}))\n"
    done = run(script, limit_mb)
    # A toy study may fit where a patient's does not.
    assert done.returncode in (0, 7), done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "m.nii.gz").exists() is (done.returncode == 0)
    if limit_mb <= 400:
        assert done.returncode == 7
        assert "Too little memory" in done.stderr
