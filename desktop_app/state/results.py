"""The results of a study: found, corrected, loaded or drawn; one of them is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from core.studies.findings import Finding
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation
from desktop_app.state.corrections import Corrections
from desktop_app.state.shown import ShownLabels


@dataclass(eq=False)
class Result:
    """One label map of the study, with its own undo and its own unsaved work.

    Attributes:
        labels: as they are now, with what a person corrected.
        unsaved: it holds work that was not exported.
        path: the file that it was loaded from.
        findings: what speaks against its being this study's.
        corrections: what was corrected of it, and the way back.
    """

    labels: ShownLabels
    unsaved: bool = False
    path: Path | None = None
    findings: tuple[Finding, ...] = ()
    corrections: Corrections = field(default_factory=Corrections)

    @property
    def segmentation(self) -> Segmentation:
        """The label map and what is known of it."""
        return self.labels.segmentation

    @property
    def provenance(self) -> Provenance:
        """How it came to be."""
        return self.segmentation.provenance

    @property
    def touched(self) -> bool:
        """Whether a person corrected it, even if all of that was undone."""
        history = self.corrections.history
        return self.segmentation.corrected or history.can_undo or history.can_redo

    def mark_saved(self) -> None:
        """It was exported as it is now."""
        self.unsaved = False
        self.corrections.mark_exported()


class Results:
    """All results of one study.

    Attributes:
        shown: the one in the views, which is measured and exported; None while none is.
    """

    def __init__(self) -> None:
        self.shown: Result | None = None
        self._all: list[Result] = []
        self._uncorrected: dict[int, Result] = {}
        self.nothing = Corrections()

    @property
    def all(self) -> list[Result]:
        """Every result, oldest first; of a corrected one, what it was before follows it."""
        kept = self._different()
        maps = {id(result.segmentation) for result in kept}
        listed: list[Result] = []
        for result in kept:
            listed.append(result)
            before = result.corrections.original
            if before is not None and result.segmentation.corrected:
                key = id(before.segmentation)
                if key not in maps:
                    maps.add(key)
                    unsaved = result.corrections.original_unsaved
                    fresh = Result(before, unsaved, result.path, result.findings)
                    listed.append(self._uncorrected.setdefault(key, fresh))
        return listed

    def _different(self) -> list[Result]:
        """One that was undone to what another is stands there once."""
        by_map: dict[int, Result] = {}
        for result in self._all:
            if id(result.segmentation) not in by_map or result is self.shown:
                by_map[id(result.segmentation)] = result
        return list(by_map.values())

    @property
    def own(self) -> tuple[Result, ...]:
        """Every result that stands for itself, oldest first."""
        return tuple(self._all)

    @property
    def unsaved(self) -> list[Result]:
        """Those whose work would be lost."""
        return [result for result in self._all if result.unsaved]

    @property
    def paths(self) -> list[Path]:
        """Files that results were loaded from."""
        return [result.path for result in self._all if result.path is not None]

    def add(self, result: Result) -> None:
        """Take one more; one that is made or read again takes the place of what it was."""
        self._all = [old for old in self._all if old is self.shown or not _again(old, result)]
        if self.shown is not None and _again(self.shown, result):
            self._all.remove(self.shown)
        self._all.append(result)

    def show(self, result: Result | None) -> None:
        """Show one of :attr:`all`, or none; an empty map that nobody drew on is forgotten."""
        left = self.shown
        if result is not None and result not in self._all:
            self._all.append(result)
        self.shown = result
        if left is not None and left is not result and left.corrections.empty:
            self.remove(left)

    def remove(self, result: Result) -> None:
        """Forget one."""
        self._all = [kept for kept in self._all if kept is not result]
        if self.shown is result:
            self.shown = None

    def of(self, segmentation: Segmentation) -> Result | None:
        """The result that shows a segmentation."""
        return next((r for r in self._all if r.segmentation is segmentation), None)

    def beside(self, step: int) -> Result | None:
        """The next of :attr:`all` after the one that is shown, or before it; round and round."""
        listed = self.all
        if not listed:
            return None
        place = listed.index(self.shown) if self.shown in listed else -step
        return listed[(place + step) % len(listed)]


def _again(old: Result, new: Result) -> bool:
    """Whether ``new`` is what ``old`` was, made by the same model or read from the same file.

    Never where a person corrected the old one: nothing takes that away.
    """
    if old.touched:
        return False
    if new.path is not None or old.path is not None:
        return new.path == old.path
    before, after = old.provenance, new.provenance
    made = (after.model, after.origin, after.mode, after.engine, after.thresholds)
    return bool(after.model) and made == (
        before.model,
        before.origin,
        before.mode,
        before.engine,
        before.thresholds,
    )
