"""A package's files are those that its card lists, or it is refused."""

from __future__ import annotations

import pytest

from core.errors import ModelPackageError
from core.networks.package_files import sha256, verify_files


def test_files_that_are_as_listed_pass_and_others_are_named(tmp_path):
    (tmp_path / "a.bin").write_bytes(b"weights")
    card = tmp_path / "card.json"
    listed = {"a.bin": sha256(tmp_path / "a.bin")}
    verify_files(card, listed)
    for files, said in (
        ({**listed, "b.bin": "0"}, r"b\.bin: missing"),
        ({"a.bin": "0" * 64}, r"a\.bin: its SHA-256 differs from the one in card\.json"),
        ({"../a.bin": "0"}, "plain file name"),
    ):
        with pytest.raises(ModelPackageError, match=said):
            verify_files(card, files)
