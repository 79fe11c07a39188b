"""The planning text: sections of steps, each step with its sources.

Read from ``resources/text/<language>/planning.md``. A step is a task-list item whose comment
names it, ``- [ ] Text. <!-- id: post-mri; sources: rano, eano -->``; the name is what a saved
record keeps, so it must not change. The last section lists sources, ``- eano | EANO 2021 |
Weller M, …``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.language.translation import text_path

_STEP = re.compile(
    r"^- \[ \] (?P<text>.+?) <!-- id: (?P<id>[\w-]+); sources: (?P<sources>.+?) -->$"
)
_SOURCE = re.compile(r"^- (?P<id>\w+) \| (?P<short>[^|]+) \| (?P<citation>.+)$")


@dataclass(frozen=True)
class Source:
    """Where a recommendation comes from: a short name and the full citation."""

    short: str
    citation: str


@dataclass(frozen=True)
class Step:
    """One thing to tick: the name kept in records, what it says, and who says so."""

    id: str
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Section:
    """Steps under one title."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class PlanningText:
    """The whole page in one language."""

    title: str
    introduction: str
    sections: tuple[Section, ...]
    sources_title: str
    sources: tuple[Source, ...]


def read_planning(text: str | None = None) -> PlanningText:
    """Parse the planning text, by default that of the current language.

    Raises:
        ValueError: a line under a section is neither a step nor a source.
        KeyError: a step names a source that is not listed.
    """
    if text is None:
        text = text_path("planning").read_text(encoding="utf-8")
    head, *chapters = re.split(r"^## ", text, flags=re.MULTILINE)
    title, _, introduction = head.strip().removeprefix("# ").partition("\n")
    sources_title, sources = _sources(chapters[-1])
    sections = tuple(_section(chapter, sources) for chapter in chapters[:-1])
    return PlanningText(
        title, introduction.strip(), sections, sources_title, tuple(sources.values())
    )


def _section(chapter: str, sources: Mapping[str, Source]) -> Section:
    title, *lines = chapter.strip().splitlines()
    steps = []
    for line in filter(None, lines):
        match = _STEP.match(line)
        if match is None:
            raise ValueError(f"not a step: {line!r}")
        named = tuple(sources[name] for name in match["sources"].split(", "))
        steps.append(Step(match["id"], match["text"], named))
    return Section(title, tuple(steps))


def _sources(chapter: str) -> tuple[str, dict[str, Source]]:
    title, *lines = chapter.strip().splitlines()
    found = {}
    for line in filter(None, lines):
        match = _SOURCE.match(line)
        if match is None:
            raise ValueError(f"not a source: {line!r}")
        found[match["id"]] = Source(match["short"], match["citation"])
    return title, found
