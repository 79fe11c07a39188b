"""Session files: what is written comes back, and what is none is refused in a sentence."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from core.correction.brush import Brush, brush_patch
from core.correction.history import History, step_between
from core.errors import ReadingError, WritingError
from core.labels import Label, Region
from core.sessions.contents import Part, SessionContents, StudyIdentity
from core.sessions.results import Shelf, read_history, read_segmentations
from core.sessions.session_file import Packing, read_session, session_bytes, write_session
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from core.studies.study import Modality

AFFINE = np.array([[-1, 0, 0, 5], [0, -1, 0, 9], [0, 0, 2, -3], [0, 0, 0, 1.0]])
GRID = Grid((14, 12, 10), AFFINE)


def contents(parts=None):
    files = {Modality.T1GD: "/scans/ä/t1c.nii.gz"}
    study = StudyIdentity("Pérez", "0123456789abcdef", files, GRID)
    parts = {"view": Part({"cursor": [1, 2, 3]})} if parts is None else parts
    return SessionContents(study, parts, "2026-01-02T03:04:05+00:00", "1.2")


@pytest.fixture
def worked():
    """A found segmentation, its correction, and the history between them."""
    rng = np.random.default_rng(1)
    found = Segmentation(
        "Pérez",
        GRID,
        rng.integers(0, 4, GRID.shape).astype(np.uint8),
        rng.integers(0, 256, (3, *GRID.shape)).astype(np.uint8),
        seconds={"network": 2.5},
        expected_dice={Region.WT: 0.9},
    )
    history, now = History(), found.label_map
    for place in ((3, 3, 3), (8, 8, 8), (5, 5, 5)):
        after = now.copy()
        patch = brush_patch(now, (1, 1, 2), place, place, Brush(Label.ET, 2))
        after[patch.where] = patch.values
        history.add(step_between(now, after))
        now = after
    history.undo()
    undone = now.copy()
    undone[history.undone[-1].where] = history.undone[-1].before
    return found, found.with_corrections(undone), history


def there_and_back(path, parts):
    write_session(contents(parts), path, overwrite=False)
    return read_session(path)


def test_study_and_parts_come_back(tmp_path):
    arrays = {"a": np.arange(60, dtype=np.uint16).reshape(3, 4, 5), "b": np.zeros((0, 5), np.uint8)}
    back = there_and_back(tmp_path / "x.gliovista", {"one": Part([1, "ñ", None, 2.5], arrays)})
    assert back.parts["one"].values == [1, "ñ", None, 2.5]
    for name, array in arrays.items():
        assert np.array_equal(back.parts["one"].arrays[name], array)
        assert back.parts["one"].arrays[name].dtype == array.dtype
    assert (back.study.name, back.study.mark) == ("Pérez", "0123456789abcdef")
    assert back.study.files == {Modality.T1GD: "/scans/ä/t1c.nii.gz"}
    assert np.array_equal(back.study.grid.affine, AFFINE)


def test_results_with_their_undo_come_back(tmp_path, worked):
    found, corrected, history = worked
    shelf = Shelf()
    number = shelf.put(corrected)
    values = {"all": shelf.segmentations, "history": shelf.put_history(history)}
    json_size = len(json.dumps(values))
    back = there_and_back(tmp_path / "x.gliovista", {"results": Part(values, shelf.arrays)})
    part = back.parts["results"]
    read = read_segmentations(part.values["all"], part)[number]
    assert np.array_equal(read.label_map, corrected.label_map)
    assert np.array_equal(read.uncorrected.label_map, found.label_map)
    assert np.array_equal(read.probabilities, found.probabilities)
    assert read.uncorrected.expected_dice == {Region.WT: 0.9}
    assert read.expected_dice is None
    assert read.seconds == {"network": 2.5}
    kept = read_history(part.values["history"], part, GRID.shape)
    assert (len(kept.done), len(kept.undone)) == (2, 1)
    now = read.label_map.copy()
    while (patch := kept.undo()) is not None:
        now[patch.where] = patch.values
    assert np.array_equal(now, found.label_map)
    assert json_size < 4000, "arrays are no part of the JSON"
    assert sum(name.startswith("probabilities") for name in part.arrays) == 1


def test_other_programs_read_the_arrays(tmp_path, worked):
    import nibabel as nib

    shelf = Shelf()
    shelf.put(worked[0])
    path = tmp_path / "x.gliovista"
    write_session(contents({"results": Part([], shelf.arrays)}), path, overwrite=False)
    with zipfile.ZipFile(path) as file:
        file.extractall(tmp_path / "out")
        name = next(n for n in file.namelist() if "labels" in n)
    image = nib.load(tmp_path / "out" / name)
    assert np.array_equal(np.asarray(image.dataobj), worked[0].label_map)
    assert np.allclose(image.affine, AFFINE)


def test_arrays_that_stayed_the_same_are_packed_once(monkeypatch):
    from core.sessions import session_file

    packed = []
    original = session_file.packed
    monkeypatch.setattr(
        session_file, "packed", lambda array, affine: packed.append(1) or original(array, affine)
    )
    same, packing = np.zeros((4, 4, 4), np.uint8), Packing()
    for step in range(3):
        fresh = np.full((4, 4, 4), step, np.uint8)
        session_bytes(contents({"p": Part(0, {"same": same, "fresh": fresh})}), packing)
    assert len(packed) == 1 + 3


def test_a_file_that_exists_is_replaced_only_when_asked_for(tmp_path):
    path = tmp_path / "x.gliovista"
    path.write_text("mine")
    with pytest.raises(WritingError, match="exists"):
        write_session(contents(), path, overwrite=False)
    assert path.read_text() == "mine"
    write_session(contents(), path, overwrite=True)
    assert read_session(path).parts["view"].values == {"cursor": [1, 2, 3]}
    assert list(tmp_path.iterdir()) == [path]


def changed(path, **members):
    """The session with members added or replaced."""
    with zipfile.ZipFile(io.BytesIO(session_bytes(contents()))) as file:
        held = {name: file.read(name) for name in file.namelist()}
    held.update({k.replace("__", "/"): v for k, v in members.items()})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in held.items():
            file.writestr(name, content)
    return path


def index(**values):
    with zipfile.ZipFile(io.BytesIO(session_bytes(contents()))) as file:
        plain = json.loads(file.read("session.json"))
    return json.dumps({**plain, **values}).encode()


def test_what_is_no_session_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "x.gliovista"
    for content in (b"", b"PK\x03\x04", b"\x1f\x8b" + bytes(50), session_bytes(contents())[:-40]):
        path.write_bytes(content)
        with pytest.raises(ReadingError, match="no session of Gliovista"):
            read_session(path)
    with pytest.raises(ReadingError, match="no such file"):
        read_session(tmp_path / "absent.gliovista")


def test_an_unknown_version_is_refused_and_says_what_to_do(tmp_path):
    path = changed(tmp_path / "x.gliovista", **{"session.json": index(version=7)})
    with pytest.raises(ReadingError, match=r"version 7.*newer"):
        read_session(path)


@pytest.mark.parametrize(
    "member", ["../evil.txt", "/etc/passwd", "view/../../x.nii.gz", "view\\x", "view/code.py"]
)
def test_members_that_are_not_listed_or_lead_elsewhere_are_refused(tmp_path, member):
    path = changed(tmp_path / "x.gliovista", **{member: b"x"})
    with pytest.raises(ReadingError, match="members"):
        read_session(path)
    listed = index(parts={"..": {"values": 0, "arrays": ["x"]}})
    path = changed(tmp_path / "x.gliovista", **{"session.json": listed, "../x.nii.gz": b"x"})
    with pytest.raises(ReadingError, match="no name"):
        read_session(path)
    assert {p.name for p in tmp_path.iterdir()} == {"x.gliovista"}


def test_a_bomb_is_not_unfolded(tmp_path):
    bomb = gzip.compress(bytes(400 * 2**20), 9)
    listed = index(parts={"results": {"values": 0, "arrays": ["a"]}})
    path = changed(tmp_path / "x.gliovista", **{"session.json": listed, "results/a.nii.gz": bomb})
    with pytest.raises(ReadingError, match="unfolds to more"):
        read_session(path)
    huge = b" " * (33 * 2**20) + index()
    with pytest.raises(ReadingError, match="larger"):
        read_session(changed(tmp_path / "x.gliovista", **{"session.json": huge}))
    shape = json.loads(index())["study"] | {"shape": [2**20, 2**20, 4]}
    with pytest.raises(ReadingError, match="shape"):
        read_session(changed(tmp_path / "x.gliovista", **{"session.json": index(study=shape)}))


def test_damage_anywhere_is_told_and_never_read_as_something_else(tmp_path, worked):
    shelf = Shelf()
    shelf.put(worked[1])
    whole = session_bytes(contents({"results": Part(shelf.segmentations, shelf.arrays)}))
    path = tmp_path / "x.gliovista"
    rng = np.random.default_rng(0)
    refused = 0
    for place in rng.integers(0, len(whole), 60).tolist():
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        path.write_bytes(damaged)
        try:
            back = read_session(path)
        except ReadingError:
            refused += 1
            continue
        for name, array in shelf.arrays.items():
            assert np.array_equal(back.parts["results"].arrays[name], array)
    assert refused > 40


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("corrected_from", {"segmentation": 5}),
        ("study_name", 3),
        ("seconds", {"network": "fast"}),
        ("untold", ["XX"]),
    ],
)
def test_values_of_another_type_are_refused(worked, field, value):
    shelf = Shelf()
    shelf.put(worked[0])
    values = [{**shelf.segmentations[0], field: value}]
    with pytest.raises(ValueError, match=r"segmentation|expected|valid"):
        read_segmentations(values, Part(values, shelf.arrays))


def test_labels_that_do_not_fit_the_study_are_refused(worked):
    shelf = Shelf()
    shelf.put(worked[0])
    part = Part(shelf.segmentations, shelf.arrays)
    elsewhere = {**part.values[0], "grid": {"shape": [9, 9, 9], "affine": AFFINE.tolist()}}
    with pytest.raises(ValueError, match="grid"):
        read_segmentations([elsewhere], part)
    high = replace(worked[0], label_map=np.full(GRID.shape, 9, np.uint8))
    shelf = Shelf()
    shelf.put(high)
    with pytest.raises(ValueError, match="no label"):
        read_segmentations(shelf.segmentations, Part([], shelf.arrays))
    steps = {"done": ["s"], "undone": [], "forgotten": 0}
    table = np.array([[90, 0, 0, 1, 2]], np.uint16)
    with pytest.raises(ValueError, match="outside"):
        read_history(steps, Part([], {"s": table}), GRID.shape)


@pytest.mark.parametrize(
    "values",
    [
        {"shape": [float("inf"), 2, 3]},
        {"shape": 7},
        {"files": 1e9},
        {"affine": [[10**400] * 4] * 4},
        {"affine": None},
        {"affine": [[0.0] * 4] * 4},
        {"affine": [[1e-200, 0, 0, 0], [0, 1e200, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]},
    ],
)
def test_values_of_another_kind_are_damage(tmp_path, values):
    study = json.loads(index())["study"] | values
    with pytest.raises(ReadingError, match="damaged"):
        read_session(changed(tmp_path / "x.gliovista", **{"session.json": index(study=study)}))


def test_parts_of_another_kind_are_damage(tmp_path):
    for parts in ([1], "a", {"marks": 3}, {"marks": []}, {"marks": {"values": 0, "arrays": 4}}):
        with pytest.raises(ReadingError, match="damaged"):
            read_session(changed(tmp_path / "x.gliovista", **{"session.json": index(parts=parts)}))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_bomb_that_shrank_without_bound_is_not_begun(tmp_path, packing):
    """``zipfile`` unfolds a piece of these at once, whatever it was asked for."""
    path = tmp_path / "x.gliovista"
    with zipfile.ZipFile(path, "w", packing) as file:
        file.writestr("session.json", index())
    with pytest.raises(ReadingError, match="packed in a way"):
        read_session(path)


def test_all_arrays_together_have_a_bound(tmp_path, monkeypatch):
    arrays = {f"a_{n}": np.zeros((100, 100, 100), np.uint8) for n in range(4)}
    path = tmp_path / "x.gliovista"
    write_session(contents({"one": Part(0, arrays)}), path, overwrite=False)
    monkeypatch.setattr("core.sessions.session_file.memory_gb", lambda: 6.5e-3)
    with pytest.raises(ReadingError, match="unfolds to more"):
        read_session(path)
    monkeypatch.setattr("core.sessions.session_file.memory_gb", lambda: 9e-3)
    read_session(path)
