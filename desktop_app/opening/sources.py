"""What can be opened, and the work of opening it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.checks.preflight import Finding
from core.dicom.places import holds_dicom
from core.opening.again import open_again
from core.opening.raw import open_raw
from core.opening.reading import OpenedStudy, open_stack, open_study
from core.opening.series_choice import SeriesChoice, file_by_hand
from core.phantom.phantom import demo_study
from core.preparing.own_brain import own_brain
from core.preparing.preparing import Preparation
from core.progress import Progress
from core.registration.rigid import Alignment
from core.segmenting.absence import shipped_package, with_scores
from core.sessions.alignments import KnownPlaces
from core.studies.study import Modality, Study, Volume
from desktop_app.state.shown import ShownVolume, show_volume

OnShown = Callable[[tuple[Modality, ShownVolume]], None]


@dataclass(frozen=True)
class FolderSource:
    """A patient's folder, recognised by file names."""

    folder: Path
    without_unreadable: bool = False
    """Whether the person said to go on without a sequence whose file cannot be used."""
    axes: str | None = None
    """Axis codes that the person stated, for files that do not say them."""
    raw: bool = False
    """Whether the scans are as they left the scanner, to be aligned and stripped of the skull."""

    @property
    def title(self) -> str:
        """Name until the study's own is known."""
        return self.folder.name


@dataclass(frozen=True)
class FilesSource:
    """One file per sequence, chosen by the person."""

    files: Mapping[Modality, Path]
    without_unreadable: bool = False
    """Whether the person said to go on without a file that cannot be read."""
    axes: str | None = None
    """Axis codes that the person stated, for files that do not say them."""
    raw: bool = False
    """Whether the scans are as they left the scanner, to be aligned and stripped of the skull."""
    by_hand: frozenset[Modality] = frozenset()
    """Of raw scans, sequences that the person chose against what the names tell."""
    known: KnownPlaces | None = None
    """Of raw scans, where they lie, as a session remembers it."""

    @property
    def title(self) -> str:
        """Name until the study's own is known."""
        return next(iter(self.files.values())).absolute().parent.name


@dataclass(frozen=True)
class StackSource:
    """One file whose channels are the sequences in ``order``."""

    path: Path
    order: tuple[Modality, ...]
    axes: str | None = None
    """Axis codes that the person stated, for a file that does not say them."""

    @property
    def title(self) -> str:
        """Name until the study's own is known."""
        return self.path.name.split(".")[0]


@dataclass(frozen=True)
class DemoSource:
    """The synthetic study."""

    @property
    def title(self) -> str:
        """Name until the study's own is known."""
        return "demo"


@dataclass(frozen=True)
class SeriesSource:
    """DICOM series, each chosen for a sequence."""

    places: tuple[Path, ...]
    """Folders, archives and files in which they were found; the first one names the study."""
    choice: SeriesChoice

    @property
    def title(self) -> str:
        """Name until the study's own is known."""
        return self.places[0].name


@dataclass(frozen=True, eq=False)
class AgainSource:
    """The raw study that is open, prepared again with other alignments."""

    made: Preparation
    changed: Mapping[Modality, Alignment]
    said: tuple[Finding, ...]
    """Findings of the open study."""

    @property
    def title(self) -> str:
        """Name of the study."""
        return self.made.study.name


@dataclass(frozen=True, eq=False)
class KnownSource:
    """A study that was read before, such as another time point of the open one."""

    opened: OpenedStudy

    @property
    def title(self) -> str:
        """Name of the study."""
        return self.opened.study.name


Source = (
    FolderSource | FilesSource | StackSource | DemoSource | SeriesSource | AgainSource | KnownSource
)


@dataclass(frozen=True)
class Unsorted:
    """What holds DICOM: a person is to see which series is which sequence."""

    source: FolderSource


@dataclass(frozen=True)
class Opened:
    """A checked study with all that is needed to show it.

    Attributes:
        study: the checked study.
        findings: what was warned of or repaired.
        changed: sequences that were not shown yet, or that the check repaired.
        preparation: how raw scans became the study; None where none was needed.
        brain: the extracted brain, shape of the study's grid; None where none was extracted.
    """

    study: Study
    findings: tuple[Finding, ...]
    changed: dict[Modality, ShownVolume]
    preparation: Preparation | None = None
    brain: npt.NDArray[np.bool_] | None = None


def open_source(source: Source, on_shown: OnShown, progress: Progress) -> Opened | Unsorted:
    """Read, check and prepare a study for the views; runs in a worker thread.

    Args:
        source: what to open.
        on_shown: called with each sequence as it arrives.
        progress: may raise ``Cancelled``.

    Returns:
        The study, or that a person is to choose among DICOM series first.

    Raises:
        GliovistaError: it cannot be opened; the text says why.
    """
    if isinstance(source, FolderSource) and holds_dicom(source.folder):
        return Unsorted(source)
    seen: dict[Modality, Volume] = {}

    def arrived(
        modality: Modality, volume: Volume, brain: npt.NDArray[np.bool_] | None = None
    ) -> None:
        seen[modality] = volume
        on_shown((modality, show_volume(volume, brain)))

    opened = _read(source, arrived, progress)
    study = opened.study
    changed = {
        m: show_volume(volume)
        for m, volume in study.volumes.items()
        if m not in seen
        or volume.data is not seen[m].data
        or not np.array_equal(volume.affine, seen[m].affine)
    }
    if changed:
        # A repair may have moved one sequence onto the grid of the others.
        changed = {m: show_volume(volume) for m, volume in study.volumes.items()}
    findings = with_scores(opened.findings, shipped_package)
    brain = own_brain(opened.preparation) if opened.preparation else None
    return Opened(study, findings, changed, opened.preparation, brain)


def read_source(source: Source, progress: Progress) -> OpenedStudy | Unsorted:
    """Read and check a study that is not to be shown yet; runs in a worker thread.

    Args:
        source: what to read.
        progress: may raise ``Cancelled``.

    Returns:
        The study, or that a person is to choose among DICOM series first.

    Raises:
        GliovistaError: it cannot be opened; the text says why.
    """
    if isinstance(source, FolderSource) and holds_dicom(source.folder):
        return Unsorted(source)
    opened = _read(source, lambda *_: None, progress)
    return replace(opened, findings=with_scores(opened.findings, shipped_package))


def _read(source: Source, arrived: Callable[..., None], progress: Progress) -> OpenedStudy:
    if isinstance(source, KnownSource):
        brain = own_brain(source.opened.preparation) if source.opened.preparation else None
        for modality, volume in source.opened.study.volumes.items():
            progress(0, 1, "reading")
            arrived(modality, volume, brain)
        return source.opened
    if isinstance(source, DemoSource):
        study, _ = demo_study()
        for modality, volume in study.volumes.items():
            arrived(modality, volume)
        return OpenedStudy(study, ())
    if isinstance(source, StackSource):
        return open_stack(source.path, source.order, on_volume=arrived, axes=source.axes)
    if isinstance(source, SeriesSource | AgainSource) or source.raw:
        opened = _read_raw(source, progress)
        brain = own_brain(opened.preparation) if opened.preparation else None
        for modality, volume in opened.study.volumes.items():
            arrived(modality, volume, brain)
        return opened
    where = source.folder if isinstance(source, FolderSource) else source.files
    return open_study(
        where,
        progress,
        arrived,
        without_unreadable=source.without_unreadable,
        axes=source.axes,
    )


def _read_raw(
    source: FolderSource | FilesSource | SeriesSource | AgainSource, progress: Progress
) -> OpenedStudy:
    opened = _opened_raw(source, progress)
    for volume in opened.study.volumes.values():
        progress(1, 1, "")
        # Interpolated when first asked for: here, and never in the window's thread.
        _ = volume.data
    return opened


def _opened_raw(
    source: FolderSource | FilesSource | SeriesSource | AgainSource, progress: Progress
) -> OpenedStudy:
    if isinstance(source, AgainSource):
        return open_again(source.made, source.changed, source.said, progress)
    if isinstance(source, SeriesSource):
        return open_raw(source.places[0], progress, choice=source.choice)
    if isinstance(source, FolderSource):
        return open_raw(source.folder, progress)
    if source.known is not None:
        source.known.require(source.files, source.title)
        return open_raw(source.files, progress, known=source.known.alignments)
    opened = open_raw(source.files, progress)
    said = [file_by_hand(m, source.files[m].name) for m in Modality if m in source.by_hand]
    return replace(opened, findings=(*said, *opened.findings))
