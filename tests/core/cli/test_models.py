"""``gliovista models``: what is printed, which code is given, what lies in the folder after it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli.app import main
from core.cli.exit_codes import ExitCode
from core.foreign_models import adding
from core.phantom.phantom import demo_study
from core.progress import Cancelled
from core.segmenting.model_package import shipped_packages
from tests.core.foreign_models.makers import segresnet, write_bundle

SHIPPED = shipped_packages()[-1].name


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    return write_bundle(tmp_path_factory.mktemp("bundle") / "brats", network=segresnet())


@pytest.fixture(scope="module")
def small_demo():
    return demo_study(shape=(60, 60, 40), spacing_mm=4.0)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch, small_demo) -> Path:
    """The user's folder of models, of this test alone."""
    monkeypatch.setattr(adding, "demo_study", lambda **_: small_demo)
    monkeypatch.setattr("core.cli.models.models_folder", lambda: tmp_path / "models")
    monkeypatch.setattr("core.foreign_models.library.user_data_path", lambda *_, **__: tmp_path)
    return tmp_path / "models"


def test_a_model_is_brought_listed_used_and_removed(bundle, folder, capsys, case, tmp_path):
    assert main(["models", "add", str(bundle)]) == ExitCode.OK
    assert "Use it with --model brats." in " ".join(capsys.readouterr().out.split())
    assert main(["models", "list"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert SHIPPED in out
    assert "0.90 0.85 0.79" in out
    mask = tmp_path / "mask.nii.gz"
    assert main(["segment", str(case), "-o", str(mask), "--model", "brats"]) == ExitCode.OK
    assert mask.is_file()
    capsys.readouterr()
    assert main(["models", "remove", "brats"]) == ExitCode.OK
    assert str(folder / "brats") in "".join(capsys.readouterr().out.split())
    assert not (folder / "brats").exists()


def test_json_tells_what_the_table_does(bundle, folder, capsys):
    assert main(["models", "add", str(bundle), "--name", "Ours", "--json"]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert told["name"] == told["model"] == "Ours"
    assert told["origin"].startswith("MONAI bundle 0.5.3")
    assert told["sequences"] == ["T1Gd", "T1", "T2", "FLAIR"]
    assert told["folder"] == str(folder / "Ours")
    assert main(["models", "list", "--json"]) == ExitCode.OK
    listed = json.loads(capsys.readouterr().out)
    assert [model["shipped"] for model in listed] == [True, False]
    assert listed[1] == told


def test_a_damaged_one_is_told_and_gives_another_code(bundle, folder, capsys):
    main(["models", "add", str(bundle)])
    (folder / "brats" / "network_0.bin").write_bytes(b"x")
    capsys.readouterr()
    assert main(["models", "list"]) == ExitCode.SOME_FAILED
    told = capsys.readouterr()
    assert SHIPPED in told.out
    assert "its SHA-256 differs" in " ".join(told.err.split())


def test_a_model_that_is_none_gives_the_code_of_models(tmp_path, folder, capsys):
    assert main(["models", "add", str(tmp_path)]) == ExitCode.MODEL
    assert "no kind of model that is known" in " ".join(capsys.readouterr().err.split())
    assert main(["models", "remove", SHIPPED]) == ExitCode.MODEL
    assert "is no model that was brought" in " ".join(capsys.readouterr().err.split())
    assert not folder.exists()


@pytest.mark.parametrize("deed", ["add", "remove"])
def test_without_a_path_or_name_it_is_usage(deed, capsys):
    assert main(["models", deed]) == ExitCode.USAGE
    assert f"{deed} needs a path or a name" in " ".join(capsys.readouterr().err.split())


def test_ctrl_c_leaves_nothing(bundle, folder, monkeypatch, capsys):
    convert = adding.convert_network

    def interrupted(*arguments):
        convert(*arguments)
        raise Cancelled

    monkeypatch.setattr(adding, "convert_network", interrupted)
    assert main(["models", "add", str(bundle)]) == ExitCode.INTERRUPTED
    assert "nothing was left half written" in " ".join(capsys.readouterr().err.split())
    assert not any(folder.iterdir())
