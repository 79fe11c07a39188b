"""What the command line prints: results to stdout, progress and remarks to stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.files.writing import replacing
from core.progress import Progress, no_progress
from core.studies.findings import Finding, Severity

# rich loads where something is printed: a cold process has better things to do until then.
if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bars

_STYLES = {Severity.REFUSED: "red", Severity.REPAIRED: "cyan", Severity.WARNED: "yellow"}


_UNBOUND = 160
"""Characters per line where stdout is no terminal, so that a table in a file is not folded."""


def console() -> Console:
    """Results."""
    from rich.console import Console

    out = Console(highlight=False, soft_wrap=True)
    if not out.is_terminal and "COLUMNS" not in os.environ:
        out.width = _UNBOUND
    return out


def remarks() -> Console:
    """Progress, findings and errors; never mixed into results."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(values: Any) -> None:
    """One JSON document on stdout; what the stream cannot hold stands in JSON's own escapes."""
    text = json.dumps(values, indent=2, ensure_ascii=False, default=str)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        # cp932 writes two signs as one: what is read back is another.
        kept = text.encode(encoding).decode(encoding) == text
    except UnicodeError:
        kept = False
    if not kept:
        text = json.dumps(values, indent=2, default=str)
    sys.stdout.write(text + "\n")


def print_error(text: str) -> None:
    """A sentence for the person, without a traceback."""
    remarks().print(f"[bold red]Error:[/] {_plain(text)}")


def print_remark(text: str) -> None:
    """A line on stderr."""
    remarks().print(_plain(text))


def print_findings(findings: Iterable[Finding]) -> None:
    """What the pre-flight check found, one line each, on stderr."""
    for finding in findings:
        style = _STYLES[finding.severity]
        remarks().print(f"[{style}]{finding.severity.value}:[/] {_plain(finding.text)}")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout; all columns but the first are set to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    out = Table(
        title=title,
        title_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    for number, column in enumerate(columns):
        # A case's name is what a person looks up: never cut it.
        out.add_column(column, justify="right" if number else "left", overflow="fold")
    for row in rows:
        out.add_row(*(_plain(cell) for cell in row))
    console().print(out)


def number(value: float, digits: int = 3) -> str:
    """A fixed number of decimals."""
    return f"{value:.{digits}f}"


@contextmanager
def progress_bar(title: str, *, nested: bool = False) -> Iterator[tuple[Progress, Progress]]:
    """Progress bars with the time left, on stderr where that is a terminal.

    Args:
        title: of the upper bar.
        nested: show a second bar for the steps of one case.

    Yields:
        Callbacks for the upper and the lower bar; the same one twice unless ``nested``.
    """
    if not sys.stderr.isatty():
        yield no_progress, no_progress
        return
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[text]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=remarks(),
        transient=True,
    )
    with bars:
        upper = _callback(bars, title)
        yield upper, _callback(bars, "") if nested else upper


def _callback(bars: Bars, title: str) -> Progress:
    task = bars.add_task(title, total=None, text="")

    def report(done: int, total: int, text: str) -> None:
        bars.update(task, completed=done, total=total, text=text)

    return report


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all.

    Raises:
        WritingError: it could not be written.
    """
    with replacing(path) as fresh:
        # A file's name may hold bytes that are no text.
        fresh.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")


def findings_as_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as plain values."""
    return [
        {
            "code": f.code,
            "severity": f.severity.value,
            "text": f.text,
            "modality": f.modality.value if f.modality else None,
            "values": dict(f.values),
        }
        for f in findings
    ]


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)
