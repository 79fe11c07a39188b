"""What a check of the self-test says: an English source text of the context SelfTest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """A sentence with places, translated only where it is shown."""

    text: str
    values: tuple[object, ...] = ()

    def english(self) -> str:
        """The sentence with its places filled."""
        return self.text.format(*self.values)


class CheckFailed(Exception):
    """A check of the self-test found something wrong."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.english())
        self.said = said


@dataclass(frozen=True)
class Outcome:
    """How one check ended.

    Attributes:
        name: English source text of the context SelfTest.
        passed: whether all was as it should be.
        said: what was found.
        seconds: how long it took.
    """

    name: str
    passed: bool
    said: Said
    seconds: float


@dataclass(frozen=True)
class Report:
    """Every check, and what this computer and program are."""

    outcomes: tuple[Outcome, ...]
    facts: dict[str, str]

    @property
    def passed(self) -> bool:
        """Whether every check did."""
        return all(outcome.passed for outcome in self.outcomes)

    def english(self) -> str:
        """The report as plain text, for the terminal and the clipboard."""
        lines = [
            f"{'ok    ' if o.passed else 'FAILED'} {o.name} ({o.seconds:.1f} s): {o.said.english()}"
            for o in self.outcomes
        ]
        return "\n".join([*lines, *(f"{name}: {value}" for name, value in self.facts.items())])
