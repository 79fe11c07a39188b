"""The build takes what is pinned by content, at the versions that the tests pass with."""

from __future__ import annotations

import re
from pathlib import Path

from core.shipped import installed_parts

ROOT = Path(__file__).resolve().parents[3]

ELSEWHERE = {"torch", "Python"}
"""Pinned by version alone: the index is one's choice."""


def key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    return {key(n): v for n, v in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)}


def hashed() -> dict[str, tuple[str, int]]:
    """Version, and how many files of it are known."""
    text = (ROOT / "hashes.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if "==" in line]
    found = [(re.match(r"([\w.-]+)==(\S+)", line), line.count("--hash=sha256:")) for line in lines]
    return {match[1]: (match[2], count) for match, count in found if match}


def test_the_versions_are_those_of_the_constraints():
    wanted, told = pinned(), hashed()
    assert len(told) > 80
    other = {n: v for n, (v, _) in told.items() if n in wanted and wanted[n] != v}
    assert other == {}, "run `make hashes`"


def test_all_that_runs_is_pinned_by_content():
    told = hashed()
    absent = [
        p.name for p in installed_parts() if p.name not in ELSEWHERE and key(p.name) not in told
    ]
    assert absent == [], "run `make hashes`"
    assert [name for name, (_, count) in told.items() if not count] == []
    assert "torch" not in told
