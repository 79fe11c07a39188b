"""Which DICOM pictures a volume was read from, for objects that must refer to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceImage:
    """One picture: a file, or a frame of a multi-frame file.

    No ``repr`` shows a field: names of files and UIDs may tell whose they are.

    Attributes:
        path: the file on disk.
        members: names within it, outermost first, where it is an archive.
        frame: number within the DICOM file, from 0.
        sop_uid: of the DICOM file.
    """

    path: Path = field(repr=False)
    members: tuple[str, ...] = field(repr=False)
    frame: int = field(repr=False)
    sop_uid: str = field(repr=False)


@dataclass(frozen=True)
class DicomSource:
    """The pictures of a series, in the order of the volume's third axis.

    The volume's first two axes are their columns and rows as stored.
    """

    images: tuple[SourceImage, ...] = field(repr=False)
