"""Looking through folders: links, loops, spellings."""

from __future__ import annotations

import pytest

from core.studies.folders import given_name, name_key, nifti_files_below


@pytest.fixture
def store(tmp_path):
    (tmp_path / "store" / "Real_Name").mkdir(parents=True)
    (tmp_path / "anon-001").symlink_to(tmp_path / "store" / "Real_Name")
    return tmp_path


def test_a_link_keeps_the_name_it_was_given(store, monkeypatch):
    assert given_name(store / "anon-001") == store / "anon-001"
    assert given_name(store / "anon-001" / ".") == store / "anon-001"
    # “..” of a link is where its target lies.
    assert given_name(store / "anon-001" / "..") == store.resolve() / "store"
    assert given_name(store / "store" / ".." / "anon-001") == store.resolve() / "anon-001"
    monkeypatch.chdir(store / "anon-001")
    monkeypatch.setenv("PWD", str(store / "anon-001"))
    assert given_name(type(store)()) == store / "anon-001"
    for told in ("/nowhere", str(store), "anon-001", ""):
        monkeypatch.setenv("PWD", told)
        assert given_name(type(store)()).name == "Real_Name"


@pytest.mark.parametrize(
    ("one", "two"), [("P1", "p1"), ("caf\u00e9", "cafe\u0301"), ("STRASSE", "straße"), ("ﬁ", "FI")]
)
def test_spellings_that_a_disk_may_take_for_one(one, two):
    assert name_key(one) == name_key(two)
    assert name_key(one) != name_key(two + "1")


def test_linked_folders_are_searched_and_loops_end(store):
    (store / "store" / "Real_Name" / "a.NII.GZ").touch()
    (store / "store" / "Real_Name" / ".hidden.nii").touch()
    (store / "store" / ".hidden").mkdir()
    (store / "store" / ".hidden" / "b.nii").touch()
    (store / "store" / "Real_Name" / "up").symlink_to(store)
    found = list(nifti_files_below(store))
    assert store / "anon-001" / "a.NII.GZ" in found
    assert store / "store" / "Real_Name" / "a.NII.GZ" in found
    assert {path.name for path in found} == {"a.NII.GZ"}
