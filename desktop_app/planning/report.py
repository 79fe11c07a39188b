"""The planning page on paper: steps, measurements, notes and sources as one HTML document."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QEventLoop, QLocale, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from core.files.writing import replacing
from desktop_app.language.measurement_rows import Table, as_html
from desktop_app.language.plan_texts import atlas_text, plan_tables, shells_table
from desktop_app.language.translation import spoken_locale, text_path
from desktop_app.look.markdown_view import printable_html, to_html
from desktop_app.planning.record import Record
from desktop_app.planning.text import PlanningText, Source
from desktop_app.state.plan_found import PlanFound

translate = QCoreApplication.translate

TICKED, OPEN = "☑", "☐"


def report_html(
    text: PlanningText,
    record: Record,
    study_name: str,
    tables: Sequence[Table],
    note: str,
    planned: PlanFound,
) -> str:
    """Body of the report in the current language.

    Args:
        text: the planning page.
        record: ticks and notes.
        study_name: empty when no study is open.
        tables: what the study measures; empty when nothing was segmented.
        note: how far the measurements can be believed; may be empty.
        planned: trajectories and margins.
    """
    parts = [f"<h1>{html.escape(text.title)}</h1>"]
    if study_name:
        parts.append(f"<p><b>{html.escape(study_name)}</b> · {_today()}</p>")
    if tables:
        title = translate("PlanningReport", "Measurements")
        parts += [f"<h2>{title}</h2>", as_html(tables)]
        if note:
            parts.append(f"<p>{html.escape(note)}</p>")
    parts += [planned_html(planned), _sections(text, record)]
    parts.append(to_html(text_path("disclaimer").read_text(encoding="utf-8")))
    return "".join(parts)


def planning_html(text: PlanningText, record: Record, planned: PlanFound) -> str:
    """Trajectories, notes, steps and sources, under the page's title, for a report of more."""
    title = f"<h1>{html.escape(text.title)}</h1>"
    return "".join([title, planned_html(planned), _sections(text, record)])


def planned_html(planned: PlanFound) -> str:
    """Trajectories with how far their structures are trusted, and margins; empty without any."""
    parts = []
    ways, shells = plan_tables(planned.measured), shells_table(planned.shells)
    if ways:
        title = translate("PlanningReport", "Trajectories")
        parts += [f"<h2>{title}</h2>", as_html(ways)]
        parts.append(f"<p>{html.escape(atlas_text(planned.placement))}</p>")
    if shells is not None:
        title = translate("PlanningReport", "Margins, ml")
        parts += [f"<h2>{title}</h2>", as_html([shells])]
    return "".join(parts)


def _sections(text: PlanningText, record: Record) -> str:
    parts = []
    if record.notes.strip():
        lines = html.escape(record.notes.strip()).replace("\n", "<br>")
        title = translate("PlanningReport", "Notes")
        parts += [f"<h2>{title}</h2>", f"<p>{lines}</p>"]
    for section in text.sections:
        parts.append(f"<h2>{html.escape(section.title)}</h2>")
        for step in section.steps:
            mark = TICKED if step.id in record.ticked else OPEN
            names = html.escape(", ".join(source.short for source in step.sources))
            line = f'{mark} {html.escape(step.text)} <span class="quiet">[{names}]</span>'
            parts.append(f"<p>{line}</p>")
    parts += [f"<h2>{html.escape(text.sources_title)}</h2>", "<ul>"]
    parts += [f"<li>{_citation(source)}</li>" for source in text.sources]
    parts.append("</ul>")
    return "".join(parts)


def write_pdf(body: str, path: Path) -> Path:
    """Write a report on A4 pages and give its path. Runs in a worker thread.

    Raises:
        WritingError: the folder or the disk refused.
    """
    # A page takes a tenth of a second, too long for the GUI thread. Laying a document out starts
    # timers, which a thread that is not Qt's own can do only once it has an event dispatcher: the
    # first loop made in it brings one, which stays when the loop is gone.
    QEventLoop()
    with replacing(path) as fresh:
        writer = QPdfWriter(str(fresh))
        writer.setPageLayout(paper())
        printable_html(body).print_(writer)
        del writer  # the file is complete once the writer is gone
    return path


def write_html(body: str, path: Path) -> Path:
    """Write a report as one HTML file and give its path. Runs in a worker thread.

    Raises:
        WritingError: the folder or the disk refused.
    """
    with replacing(path) as fresh:
        fresh.write_text(printable_html(body).toHtml(), encoding="utf-8")
    return path


def paper() -> QPageLayout:
    """A4, upright; Qt's printing of a document adds 2 cm of margin of its own."""
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
        QPageLayout.Unit.Millimeter,
    )


def _citation(source: Source) -> str:
    return f"<b>{html.escape(source.short)}</b>: {html.escape(source.citation)}"


def _today() -> str:
    return spoken_locale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat)
