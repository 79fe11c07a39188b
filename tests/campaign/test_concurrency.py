"""Two programs at one time: what both write stays whole, and what one did not do is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.files.label_files import read_label_file
from tests.campaign.models import tumour_study

ROOT = Path(__file__).resolve().parents[2]

_BATCH = """
import sys
from core.cli.app import main
from tests.campaign.models import fixed_model
with fixed_model():
    sys.exit(main(["batch", sys.argv[1], sys.argv[2], "--json"]))
"""


def batches(root_and_out, count):
    """Batches at one time: their exit codes, and their rows."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _BATCH, *map(str, root_and_out[n % len(root_and_out)])],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "COLUMNS": "500"},
        )
        for n in range(count)
    ]
    return [(json.loads(run.communicate()[0]), run.returncode) for run in running]


def two_batches(tmp_path, studies, count=2):
    root, out = tmp_path / "root", tmp_path / "out"
    for number in range(studies):
        tumour_study(root / f"case_{number}", moved=number)
    told = batches([(root, out)], count)
    assert {p.name for p in out.iterdir()} == {f"case_{n}_seg.nii.gz" for n in range(studies)}
    for number in range(studies):
        shift = read_label_file(out / f"case_{number}_seg.nii.gz").label_map
        base = read_label_file(out / "case_0_seg.nii.gz").label_map
        assert np.array_equal(shift, np.roll(base, number, 2))
    for rows, code in told:
        assert code == 0, [row["text"] for row in rows if row["status"] == "failed"]
        assert {row["status"] for row in rows} <= {"done", "skipped"}
    done = [row["study"] for rows, _ in told for row in rows if row["status"] == "done"]
    assert set(done) == {f"case_{n}" for n in range(studies)}


def test_two_batches_on_one_output_share_the_work(tmp_path):
    two_batches(tmp_path, 3)


@pytest.mark.campaign
@pytest.mark.parametrize("again", range(20))
def test_three_batches_on_one_output(tmp_path, again):
    two_batches(tmp_path, 6, count=3)


def test_batches_of_other_studies_of_the_same_names_never_take_each_others_place(tmp_path):
    out = tmp_path / "out"
    for name, moved in (("a", 0), ("b", 2)):
        tumour_study(tmp_path / name / "case", moved=moved)
    told = batches([(tmp_path / "a", out), (tmp_path / "b", out)], 2)
    statuses = [rows[0]["status"] for rows, _ in told]
    assert sorted(statuses) == ["done", "failed"]
    (failed,) = (rows[0] for rows, _ in told if rows[0]["status"] == "failed")
    assert "exists" in failed["text"]
