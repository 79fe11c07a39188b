"""The folder of models that were brought: named, listed, found, removed, never half there."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from core.errors import ModelPackageError
from core.foreign_models.adding import add_model
from core.foreign_models.library import (
    find_model,
    free_name,
    listed_models,
    models_folder,
    package_of,
    remove_model,
)
from core.progress import Cancelled
from core.studies.provenance import Provenance
from tests.core.foreign_models.makers import segresnet, write_bundle, write_nnunet


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "brats", network=segresnet())


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("brats", (), "brats"),
        ("brats", ("brats",), "brats-2"),
        ("Brats", ("brats", "BRATS-2"), "Brats-3"),
        ("../../etc/x", (), "etc-x"),
        ("..", (), "model"),
        ("Tumor cerebral ñ", (), "Tumor-cerebral"),
        ("a" * 200, (), "a" * 60),
    ],
)
def test_a_folder_s_name_is_plain_and_free(wanted: str, taken: tuple[str, ...], name: str) -> None:
    assert free_name(wanted, taken) == name


def test_two_models_of_one_name_stand_beside_each_other(bundle: Path, library: Path) -> None:
    first, second = (add_model(bundle, library) for _ in range(2))
    assert [first.folder.name, second.folder.name] == ["brats", "brats-2"]
    assert first.name == second.name == "brats"


@pytest.mark.parametrize(("kind", "library_name"), [("monai", "monai"), ("nnunet", "torch")])
def test_a_program_without_pytorch_says_so_and_leaves_nothing(
    kind: str, library_name: str, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "results"
    if kind == "monai":
        write_bundle(path, network=segresnet())
    else:
        write_nnunet(path)
    for module in [m for m in sys.modules if m.partition(".")[0] == library_name]:
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ModelPackageError, match=f"{library_name} is not part of this program"):
        add_model(path, library)
    assert not library.exists() or list(library.iterdir()) == []


def test_a_name_of_one_s_own_is_taken(bundle: Path, library: Path) -> None:
    package = add_model(bundle, library, name="../Ours: best")
    assert package.name == "../Ours: best"
    assert package.folder == library / "Ours-best"


def test_the_shipped_model_stands_first_and_a_damaged_one_says_why(
    bundle: Path, library: Path
) -> None:
    folder = add_model(bundle, library).folder
    shutil.copytree(folder, library / "damaged")
    (library / "damaged" / "network_0.bin").write_bytes(b"x")
    shipped, brats, damaged = listed_models(library)
    assert shipped.shipped
    assert shipped.package is not None
    assert shipped.package.origin == ""
    assert (brats.name, brats.error) == ("brats", "")
    assert damaged.package is None
    assert "network_0.bin: its SHA-256 differs" in damaged.error


def test_without_a_folder_there_is_the_shipped_one(tmp_path: Path) -> None:
    assert [model.shipped for model in listed_models(tmp_path / "none")] == [True]


def test_a_model_is_found_by_its_name_and_a_folder_by_its_path(bundle: Path, library: Path) -> None:
    folder = add_model(bundle, library).folder
    assert find_model("brats", library) == folder
    assert find_model(folder, library) == folder
    assert find_model("nothing", library) == Path("nothing")
    assert find_model("../brats", library) == Path("../brats")


def test_the_package_that_made_a_result_is_told_by_name_and_hash(
    bundle: Path, library: Path
) -> None:
    first = add_model(bundle, library)
    card = json.loads((first.folder / "model.json").read_text())
    twin = Path(shutil.copytree(first.folder, library / "twin"))
    card["provenance"]["source"] = "elsewhere"
    (twin / "model.json").write_text(json.dumps(card))
    for model in listed_models(library)[1:]:
        assert model.package is not None
        made = Provenance(model=model.package.name, origin=model.package.origin)
        found = package_of(made, library)
        assert found is not None
        assert found.folder == model.folder
    assert package_of(Provenance(model="brats", origin="MONAI, SHA-256 0"), library) is None


class TestRemoving:
    def test_it_is_gone_and_the_others_stay(self, bundle: Path, library: Path) -> None:
        first, second = (add_model(bundle, library).folder for _ in range(2))
        assert remove_model("brats", library) == first
        assert not first.exists()
        assert second.is_dir()

    @pytest.mark.parametrize("name", ["../outside", "", ".", "nothing", "/etc"])
    def test_nothing_but_a_model_of_the_folder_is_removed(
        self, name: str, bundle: Path, library: Path
    ) -> None:
        add_model(bundle, library)
        outside = Path(shutil.copytree(library / "brats", library.parent / "outside"))
        with pytest.raises(ModelPackageError, match="is no model that was brought"):
            remove_model(name, library)
        assert outside.is_dir()
        assert (library / "brats").is_dir()

    def test_of_a_link_the_link_alone_goes(self, bundle: Path, library: Path) -> None:
        folder = add_model(bundle, library).folder
        elsewhere = Path(shutil.move(folder, library.parent / "elsewhere"))
        (library / "linked").symlink_to(elsewhere, target_is_directory=True)
        remove_model("linked", library)
        assert not (library / "linked").exists()
        assert (elsewhere / "model.json").is_file()


class TestCancelling:
    @pytest.mark.parametrize(
        "at", ["reading the model", "converting the network", "comparing with the original",
               "writing the model"],
    )  # fmt: skip
    def test_nothing_is_left_of_a_model_that_was_given_up(
        self, at: str, bundle: Path, library: Path
    ) -> None:
        def give_up(done: int, total: int, text: str) -> None:
            del done, total
            if text == at:
                raise Cancelled

        with pytest.raises(Cancelled):
            add_model(bundle, library, give_up)
        assert not library.exists() or not any(library.iterdir())

    def test_nor_of_an_own_package(self, toy_package: Path, library: Path) -> None:
        def give_up(done: int, total: int, text: str) -> None:
            del total, text
            if done:
                raise Cancelled

        with pytest.raises(Cancelled):
            add_model(toy_package, library, give_up)
        assert not any(library.iterdir())


class TestOwnPackages:
    def test_it_is_copied_as_it_is_and_only_once(self, toy_package: Path, library: Path) -> None:
        package = add_model(toy_package, library)
        assert package.folder == library / "toy"
        assert package.origin.startswith("Gliovista package, SHA-256 ")
        for path in toy_package.iterdir():
            assert (package.folder / path.name).read_bytes() == path.read_bytes()
        with pytest.raises(ModelPackageError, match="is here already, as toy"):
            add_model(toy_package, library)

    def test_what_its_card_does_not_list_stays_behind(
        self, toy_package: Path, library: Path, tmp_path: Path
    ) -> None:
        copied = Path(shutil.copytree(toy_package, tmp_path / "own"))
        (copied / "patients.csv").write_text("a name")
        folder = add_model(copied, library).folder
        assert not (folder / "patients.csv").exists()

    def test_a_tampered_file_is_refused_and_nothing_left(
        self, toy_package: Path, library: Path, tmp_path: Path
    ) -> None:
        copied = Path(shutil.copytree(toy_package, tmp_path / "own"))
        with (copied / "weights.safetensors").open("r+b") as file:
            file.seek(-1, 2)
            file.write(b"\x55")
        with pytest.raises(ModelPackageError, match="its SHA-256 differs"):
            add_model(copied, library)
        assert not library.exists()

    def test_a_file_that_changes_while_it_is_copied_is_refused_and_nothing_left(
        self, toy_package: Path, library: Path, tmp_path: Path
    ) -> None:
        copied = Path(shutil.copytree(toy_package, tmp_path / "own"))

        def change(done: int, total: int, text: str) -> None:
            del done, total
            if text == "copying the model":
                (copied / "weights.safetensors").write_bytes(b"another")

        with pytest.raises(ModelPackageError, match="its SHA-256 differs"):
            add_model(copied, library, change)
        assert not any(library.iterdir())

    @pytest.mark.parametrize("name", ["../weights.bin", "/etc/passwd", "folder/weights.bin"])
    def test_a_name_that_leads_out_of_the_folder_is_refused(
        self, name: str, toy_package: Path, library: Path, tmp_path: Path
    ) -> None:
        copied = Path(shutil.copytree(toy_package, tmp_path / "own"))
        card = json.loads((copied / "model.json").read_text())
        card["files"][name] = "0" * 64
        (copied / "model.json").write_text(json.dumps(card))
        with pytest.raises(ModelPackageError, match="is not a plain file name"):
            add_model(copied, library)
        assert not library.exists()


def test_what_is_no_model_is_refused_with_what_would_be_one(tmp_path: Path, library: Path) -> None:
    zipped = tmp_path / "model.zip"
    zipped.write_bytes(b"PK\x03\x04")
    for path in (zipped, tmp_path):
        with pytest.raises(ModelPackageError, match=r"no kind of model that is known\. A package"):
            add_model(path, library)
    with pytest.raises(ModelPackageError, match="there is no such file or folder"):
        add_model(tmp_path / "nowhere", library)
    assert not library.exists()


def test_models_lie_beside_what_the_program_keeps(tmp_path: Path) -> None:
    assert models_folder(tmp_path) == tmp_path / "models"
