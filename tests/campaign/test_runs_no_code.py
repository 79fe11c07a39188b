"""What comes from elsewhere runs no code and writes nowhere: pickles, YAML, paths in archives."""

from __future__ import annotations

import gzip
import io
import os
import pickle
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.dicom.finding import find_series
from core.errors import ReadingError
from tests.campaign.fuzzing.campaign import KINDS, cases_of
from tests.campaign.fuzzing.targets import TARGETS
from tests.campaign.fuzzing.watching import lay_out

_watched: list[str] = []


def _hear(event: str, _: tuple[object, ...]) -> None:
    if event in ("pickle.find_class", "os.system", "os.exec", "os.posix_spawn"):
        _watched.append(event)


@pytest.fixture(scope="session")
def audited() -> None:
    """Python tells of each class that a pickle names; a hook stays for the process."""
    sys.addaudithook(_hear)


@pytest.fixture
def heard(audited) -> Iterator[list[str]]:
    """What ran since the test began."""
    _watched.clear()
    yield _watched
    _watched.clear()


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return (os.system, (f"touch '{self.mark}'",))


def poisons(mark: Path) -> dict[str, bytes]:
    """Bytes that run code where something loads them without care."""
    import torch

    array = np.empty(1, object)
    array[0] = Trap(mark)
    npy, npz, weights = io.BytesIO(), io.BytesIO(), io.BytesIO()
    np.save(npy, array, allow_pickle=True)
    np.savez(npz, x=array)
    torch.save({"weight": Trap(mark)}, weights)
    pickled = pickle.dumps(Trap(mark))
    yaml = f'!!python/object/apply:os.system ["touch {mark}"]\n'
    return {
        "pickle": pickled,
        "gzip": gzip.compress(pickled),
        "npy": npy.getvalue(),
        "npz": npz.getvalue(),
        "torch": weights.getvalue(),
        "yaml": yaml.encode(),
        "json": f'{{"_target_": "os.system", "command": "touch {mark}"}}'.encode(),
    }


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", KINDS)
def test_no_reader_runs_what_it_reads(kind, toy_package, tmp_path, heard, qapp):
    """Each file of each kind is replaced by each poison, and is a member of archives as well."""
    mark, folder, seeds = (tmp_path / name for name in ("mark", "inputs", "seeds"))
    folder.mkdir()
    seeds.mkdir()
    (case, *_) = cases_of(kind, seeds, lambda: toy_package)
    bad = poisons(mark)
    for name in case:
        for poison in bad.values():
            for content in (poison, *poisoned_members(case[name], poison)):
                lay_out({**case, name: content}, folder)
                TARGETS[kind](folder)
    assert heard == []
    assert not mark.exists()


def poisoned_members(archive: bytes, poison: bytes) -> Iterator[bytes]:
    """An archive with one member after the other replaced."""
    if not archive.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(archive)) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    for name in members:
        yield packed({**members, name: poison})


def packed(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def test_the_poisons_are_some(tmp_path, heard):
    """Else the test above could not fail."""
    mark = tmp_path / "mark"
    bad = poisons(mark)
    pickle.loads(bad["pickle"])
    assert mark.exists()
    assert {"pickle.find_class", "os.system"} <= set(heard)
    mark.unlink()
    np.load(io.BytesIO(bad["npy"]), allow_pickle=True)
    assert mark.exists()


ESCAPES = ("../evil.dcm", "../../evil.dcm", "a/../../evil.dcm", "/evil.dcm", "..\\evil.dcm")


@pytest.mark.parametrize("name", ESCAPES)
def test_nothing_of_an_archive_of_scans_is_written_outside(name, tmp_path):
    folder, seeds = tmp_path / "inputs", tmp_path / "seeds"
    folder.mkdir()
    seeds.mkdir()
    (case, *_) = cases_of("dicom", seeds, lambda: tmp_path)
    named = {f"{name}{i}": content for i, content in enumerate(case.values())}
    (folder / "scans.zip").write_bytes(packed(named))
    before = tree(tmp_path)
    TARGETS["dicom"](folder)
    assert tree(tmp_path) == before
    assert not Path("/evil.dcm0").exists()


def test_a_link_in_an_archive_leads_nowhere(tmp_path):
    """Its member is the link's text, whatever its file mode says."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    secret = tmp_path / "secret.dcm"
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (case, *_) = cases_of("dicom", seeds, lambda: tmp_path)
    secret.write_bytes(next(iter(case.values())))
    link = zipfile.ZipInfo("link.dcm")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(folder / "scans.zip", "w") as file:
        file.writestr(link, str(secret))
    with pytest.raises(ReadingError):
        find_series([folder])
    assert len(find_series([secret]).series) == 1


def tree(folder: Path) -> set[str]:
    """All that lies under a folder."""
    return {str(p.relative_to(folder)) for p in folder.rglob("*")}
