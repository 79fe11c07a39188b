"""How things are shown: planes, layouts, windows and overlay, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.anatomy.structures import StructureGroup
from core.labels import TUMOUR_LABELS, Label, Region
from core.studies.study import Modality

Voxel = tuple[int, int, int]
"""Voxel of the study's RAS+ view: indices growing towards right, anterior, superior."""

Point = tuple[float, float, float]
"""Continuous position on the axes of :data:`Voxel`."""


class Plane(StrEnum):
    """A viewing plane; its slices are counted along :attr:`axis` of the RAS+ view."""

    AXIAL = "axial"
    CORONAL = "coronal"
    SAGITTAL = "sagittal"

    @property
    def axis(self) -> int:
        """The RAS+ axis that the plane is perpendicular to."""
        return _AXES[self]


_AXES = {Plane.SAGITTAL: 0, Plane.CORONAL: 1, Plane.AXIAL: 2}


class LayoutKind(StrEnum):
    """Which views stand side by side."""

    FOUR = "four"
    """The four sequences in one plane."""
    PLANES = "planes"
    """One sequence in three planes."""
    TWELVE = "twelve"
    """Four sequences, each in three planes."""
    ONE = "one"
    """One sequence in one plane, large."""


@dataclass(frozen=True)
class Layout:
    """A layout with the plane and the sequence that it is about."""

    kind: LayoutKind = LayoutKind.FOUR
    plane: Plane = Plane.AXIAL
    modality: Modality = Modality.T1GD

    def cells(self) -> list[tuple[Modality, Plane]]:
        """What each view shows, row by row."""
        if self.kind is LayoutKind.FOUR:
            return [(m, self.plane) for m in Modality]
        if self.kind is LayoutKind.PLANES:
            return [(self.modality, p) for p in Plane]
        if self.kind is LayoutKind.TWELVE:
            return [(m, p) for p in Plane for m in Modality]
        return [(self.modality, self.plane)]


class OverlayStyle(StrEnum):
    """How labels are drawn over the scans."""

    FILL = "fill"
    OUTLINE = "outline"
    BOTH = "both"


class WindowPreset(StrEnum):
    """Ways to choose a window from a volume's own intensities."""

    AUTO = "auto"
    """1 % to 99.5 % of the foreground."""
    CONTRAST = "contrast"
    """10 % to 97 % of the foreground: softer tissue apart, bright rims saturated."""
    FULL = "full"
    """Smallest to largest value."""


@dataclass(frozen=True)
class Window:
    """Intensities shown as black (``low``) and white (``high``)."""

    low: float
    high: float

    @property
    def level(self) -> float:
        """Middle of the window."""
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        """Distance from black to white."""
        return self.high - self.low

    @classmethod
    def around(cls, level: float, width: float) -> Window:
        """A window from its middle and width; the width is kept above zero."""
        half = max(width, 1e-6) / 2
        return cls(level - half, level + half)


@dataclass(frozen=True)
class Display:
    """What the person can change about how a study looks.

    Attributes:
        windows: window of each sequence that has arrived.
        style: overlay as fill, outline or both.
        opacity: of the fill, 0 to 1.
        visible: labels that are drawn while the overlay is shown.
        overlay: whether the overlay is shown at all.
        smooth: interpolate between voxels, or show them as they are.
        inverted: black for high intensities.
        radiological: the patient's right on the left of the screen.
        annotations: corner texts and letters are drawn.
        crosshair: the linked cursor is drawn.
        differences: where two compared results disagree is painted in the place of both.
        compared_region: the region whose disagreements are painted and listed.
        symmetry_plane: the plane in which the head mirrors best is drawn, where it is known.
        doubt: the result's doubt is painted in the place of the labels' fill.
        doubt_region: whose.
        brain_outline: of a raw study, the extracted brain's outline is drawn.
        doubt_borders: with it, where the border would lie at .3 and at .7.
        change: where a region grew and shrank between two time points is painted in the place of
            the labels, while both are shown.
        changed_region: whose.
        structures: the atlas's structures are drawn, where they fit well enough.
        structure_groups: which kinds of them.
        structures_tinted: as a tint, and not as outlines.
    """

    windows: Mapping[Modality, Window] = field(default_factory=dict)
    style: OverlayStyle = OverlayStyle.BOTH
    opacity: float = 0.35
    visible: frozenset[Label] = frozenset(TUMOUR_LABELS)
    overlay: bool = True
    smooth: bool = True
    inverted: bool = False
    radiological: bool = True
    annotations: bool = True
    crosshair: bool = True
    differences: bool = False
    compared_region: Region = Region.WT
    symmetry_plane: bool = False
    doubt: bool = False
    doubt_region: Region = Region.WT
    doubt_borders: bool = True
    brain_outline: bool = False
    change: bool = False
    changed_region: Region = Region.ET
    structures: bool = False
    structure_groups: frozenset[StructureGroup] = frozenset(StructureGroup)
    structures_tinted: bool = False


@dataclass(frozen=True)
class Camera:
    """Zoom and centre that all views share.

    Attributes:
        centre: RAS+ voxel position in the middle of every view; None for the fitted middle.
        zoom: 1 shows the whole head.
    """

    centre: Point | None = None
    zoom: float = 1.0
