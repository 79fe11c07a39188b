"""Which DICOM series of a study is which sequence: told by the headers, or said by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.dicom.reading import read_series
from core.dicom.recognising import RecognisedSeries
from core.dicom.series import Series
from core.errors import ReadingError
from core.progress import Progress
from core.studies.findings import Finding, Severity
from core.studies.sequences import NEEDED, enough
from core.studies.study import Modality, Volume


@dataclass(frozen=True)
class SeriesChoice:
    """The series of each sequence that is there.

    Attributes:
        series: of one patient and one study.
        reasons: why the headers tell it; a sequence that is not in here was chosen by hand.
        one_of_several: whether other studies lie in the same place, so that its name alone does
            not tell which one this is.
    """

    series: Mapping[Modality, Series]
    reasons: Mapping[Modality, str]
    one_of_several: bool = False

    @property
    def suffix(self) -> str:
        """What the place's name needs to tell the study, such as ``-patient2-study1``."""
        first = next(iter(self.series.values()), None)
        if first is None or not self.one_of_several:
            return ""
        return f"-patient{first.patient}-study{first.study}"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Which series each sequence was taken from, and why.

        A warning where a person chose what the program would have set aside.
        """
        return tuple(self._taken(m) for m in Modality if m in self.series)

    def _taken(self, modality: Modality) -> Finding:
        series, reason = self.series[modality], self.reasons.get(modality, "")
        number = str(series.facts.number) if series.facts.number is not None else "?"
        if series.part:
            number = f"{number}.{series.part}"
        against = series.verdict.reason
        text = f"{modality.value} is series {number}. {reason}"
        if not reason:
            text = f"{modality.value} is series {number}, chosen by hand."
        if against:
            text = f"{text} The program would have set it aside. {against}"
        values: dict[str, str | float] = {
            "sequence": modality.value,
            "series": number,
            "why": reason,
            "against": against,
        }
        severity = Severity.WARNED if against else Severity.REPAIRED
        return Finding("series_taken", severity, text, modality, values)


def recognised_choice(told: RecognisedSeries) -> SeriesChoice:
    """What the headers tell."""
    return SeriesChoice(
        {m: c.series for m, c in told.chosen.items()},
        {m: c.reason for m, c in told.chosen.items()},
    )


def read_chosen(choice: SeriesChoice, progress: Progress) -> dict[Modality, Volume]:
    """Read the series of a choice.

    Raises:
        ReadingError: too few, one series for two sequences, or of several patients or studies;
            or a file cannot be read.
        GeometryError: the slices of a series make no grid.
    """
    some = [choice.series[m] for m in Modality if m in choice.series]
    if len({(one.patient, one.study) for one in some}) > 1:
        raise ReadingError(
            "These series are of several patients or studies. Choose those of one study."
        )
    if len({id(one) for one in some}) < len(some):
        raise ReadingError("One series was chosen for two sequences. Choose one for each.")
    if not enough(choice.series):
        raise ReadingError(NEEDED)
    volumes = {}
    for number, modality in enumerate(m for m in Modality if m in choice.series):
        progress(number, len(some), f"reading {modality.value}")
        volumes[modality] = read_series(choice.series[modality], _part(progress, number, len(some)))
    return volumes


def _part(progress: Progress, number: int, count: int) -> Progress:
    """The progress of one series of several."""

    def tell(done: int, total: int, text: str) -> None:
        progress(number * total + done, count * total, text)

    return tell


def file_by_hand(modality: Modality, name: str) -> Finding:
    """That a person said which sequence a file is, which its name does not tell."""
    text = f"{modality.value} is {name}, chosen by hand."
    values: dict[str, str | float] = {"sequence": modality.value, "series": name}
    return Finding("series_taken", Severity.REPAIRED, text, modality, values)
