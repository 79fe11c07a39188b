"""``gliovista demo``: what it writes, and its exit codes."""

from __future__ import annotations

from core.cli.app import main
from core.phantom.phantom import demo_study


def test_demo_writes_a_study_that_info_accepts(tmp_path, monkeypatch, capsys):
    coarse = demo_study(3, (60, 60, 40), 4.0)
    monkeypatch.setattr("core.phantom.phantom.demo_study", lambda seed: coarse)
    assert main(["demo", str(tmp_path / "demo")]) == 0
    assert main(["info", str(tmp_path / "demo")]) == 0
    (tmp_path / "file").write_text("in the way")
    assert main(["demo", str(tmp_path / "file" / "demo")]) == 5
    assert main(["demo", str(tmp_path / "demo"), "--seed", "-1"]) == 2


def test_demo_replaces_nothing_unasked(tmp_path, monkeypatch, capsys):
    coarse = demo_study(3, (60, 60, 40), 4.0)
    monkeypatch.setattr("core.phantom.phantom.demo_study", lambda seed: coarse)
    (tmp_path / "demo_flair.nii.gz").write_text("precious")
    assert main(["demo", str(tmp_path)]) == 5
    assert "--overwrite" in capsys.readouterr().err
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [
        ("demo_flair.nii.gz", "precious")
    ]
    assert main(["demo", str(tmp_path), "--overwrite"]) == 0
