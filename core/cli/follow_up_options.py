"""Options of ``follow-up``: files, and what only a person knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from core.cli.options import EngineChoice, Json, ModeChoice, NetworkOptions, Overwrite
from core.follow_up.clinical import Clinical, ClinicalState, Course, Disease, Measure, Treatment

_ASKED = "What only a person knows"
_UNKNOWN = ("", "-", "?")


@dataclass(frozen=True, kw_only=True)
class FollowUpOptions:
    """Options of ``follow-up``."""

    studies: Annotated[
        list[Path],
        typer.Argument(
            metavar="BASE NEXT...",
            help="The studies of one patient, or the folder that holds them; DICOM too.",
            show_default=False,
        ),
    ]
    csv: Annotated[Path | None, typer.Option(help="Also write a row for each time point.")] = None
    pdf: Annotated[Path | None, typer.Option(help="Also write a report.")] = None
    changes: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Also write what grew (2), shrank (3) and stayed (1) from each time point to the "
            "next, a NIfTI file for each region on the earlier one's grid.",
        ),
    ] = None
    raw: Annotated[
        bool,
        typer.Option(
            "--raw",
            help="Scans as they left the scanner: align them and remove the skull. So is DICOM.",
        ),
    ] = False
    with_labels: Annotated[
        bool,
        typer.Option(
            "--with-labels", help="Take the label maps beside the scans; no network runs."
        ),
    ] = False
    dates: Annotated[
        str | None,
        typer.Option(help="Of the time points as they are named: 2024-01-05,-,2024-05-02."),
    ] = None
    disease: Annotated[
        Disease, typer.Option(rich_help_panel=_ASKED, help="Which part is judged.")
    ] = Disease.ENHANCING
    measure: Annotated[Measure, typer.Option(rich_help_panel=_ASKED, help="What is compared.")] = (
        Measure.VOLUME
    )
    course: Annotated[
        Course | None, typer.Option(rich_help_panel=_ASKED, help="What the baseline is.")
    ] = None
    radiotherapy_end: Annotated[
        str | None, typer.Option(rich_help_panel=_ASKED, help="Its last day, such as 2024-02-01.")
    ] = None
    baseline: Annotated[
        int | None,
        typer.Option(min=1, rich_help_panel=_ASKED, help="The baseline's number, by date, from 1."),
    ] = None
    operated: Annotated[
        int | None,
        typer.Option(
            min=2, rich_help_panel=_ASKED, help="Number of the first time point after surgery."
        ),
    ] = None
    steroids: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_ASKED,
            help="Dexamethasone, mg a day, by date; 0 for none, - for unknown: 4,0,-.",
        ),
    ] = None
    state: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_ASKED, help="better, stable, worse or - at each time point, by date."
        ),
    ] = None
    mode: Annotated[
        ModeChoice, typer.Option(help="accurate also runs mirror images and averages them.")
    ] = ModeChoice.FAST
    model: Annotated[Path | None, typer.Option(help="Model package; default the one shipped.")] = (
        None
    )
    engine: Annotated[EngineChoice, typer.Option(help="What runs the network.")] = EngineChoice.AUTO
    threads: Annotated[int, typer.Option(min=0, help="CPU threads; 0 for all.")] = 0
    overwrite: Overwrite = False
    json: Json = False

    @property
    def network(self) -> NetworkOptions:
        """Those that tell the model."""
        return NetworkOptions(
            mode=self.mode, model=self.model, engine=self.engine, threads=self.threads
        )

    def treatment(self, count: int) -> Treatment:
        """What was said of the whole course.

        Args:
            count: how many time points there are.

        Raises:
            typer.BadParameter: no date, or no such time point.
        """
        for name, number in (("--baseline", self.baseline), ("--operated", self.operated)):
            if number is not None and number > count:
                raise typer.BadParameter(f"{name} {number}: there are {count} time points.")
        end = None
        if self.radiotherapy_end is not None:
            end = _date(self.radiotherapy_end, "--radiotherapy-end")
        first = None if self.baseline is None else self.baseline - 1
        return Treatment(self.disease, self.measure, self.course, end, first)

    def clinical(self, names: Sequence[str]) -> dict[str, Clinical]:
        """What was said of each time point, by name.

        Args:
            names: of the time points, in their order.

        Raises:
            typer.BadParameter: too many or too few values, or one that is none.
        """
        doses = _listed(self.steroids, len(names), "--steroids")
        states = _listed(self.state, len(names), "--state")
        return {
            name: Clinical(_dose(dose), _state(state))
            for name, dose, state in zip(names, doses, states, strict=True)
        }

    def days(self, count: int) -> list[date | None]:
        """The dates that were typed; None where none was.

        Args:
            count: how many time points there are.

        Raises:
            typer.BadParameter: too many or too few, or one that is no date.
        """
        texts = _listed(self.dates, count, "--dates")
        return [None if text is None else _date(text, "--dates") for text in texts]


def _listed(text: str | None, count: int, option: str) -> list[str | None]:
    if text is None:
        return [None] * count
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != count:
        raise typer.BadParameter(
            f"{option} has {len(parts)} values, and there are {count} time points. Write - for "
            "what is not known."
        )
    return [None if part in _UNKNOWN else part for part in parts]


def _date(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{option} {text}: write a date as 2024-01-05.") from error


def _dose(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        dose = float(text)
    except ValueError as error:
        raise typer.BadParameter(f"--steroids {text}: write milligrams a day.") from error
    if not 0 <= dose < float("inf"):
        raise typer.BadParameter(f"--steroids {text}: write milligrams a day.")
    return dose


def _state(text: str | None) -> ClinicalState | None:
    try:
        return None if text is None else ClinicalState(text.lower())
    except ValueError as error:
        raise typer.BadParameter(f"--state {text}: write better, stable, worse or -.") from error
