"""What a series is: its slices, its facts, whose it is, and whether it can be used."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.dicom.places import Place

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Slice:
    """One picture of a series: a file, or a frame of a multi-frame file.

    Attributes:
        place: the file.
        frame: number within the file, from 0.
        sop_uid: of the file.
        number: instance number, or that of the frame in its file from 1; None where none is told.
        shape: rows and columns.
        position: LPS millimetres of the middle of the first voxel, or None.
        orientation: LPS direction of growing columns, then of growing rows, or None.
        spacing: millimetres between rows, then between columns, or None.
        scale: rescale slope and intercept.
        told: what may tell volumes of one series apart, by name; see :mod:`core.dicom.splitting`.
    """

    place: Place
    frame: int
    sop_uid: str = field(repr=False)
    number: int | None
    shape: tuple[int, int]
    position: Vector | None
    orientation: tuple[float, ...] | None
    spacing: tuple[float, float] | None
    scale: tuple[float, float]
    told: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """For sentences: the file's own name, with the frame where it has several."""
        return self.place.name + (f" frame {self.frame + 1}" if self.frame else "")


class Plane(StrEnum):
    """The plane that slices lie in, by their normal's nearest axis."""

    AXIAL = "axial"
    CORONAL = "coronal"
    SAGITTAL = "sagittal"


class SetAside(StrEnum):
    """Why a series is not for segmenting; stable names, by which the window translates."""

    NO_PICTURES = "no_pictures"
    NOT_MR = "not_mr"
    SECONDARY_CAPTURE = "secondary_capture"
    COLOUR = "colour"
    MOSAIC = "mosaic"
    LOCALISER = "localiser"
    SUBTRACTION = "subtraction"
    DIFFUSION = "diffusion"
    PERFUSION = "perfusion"
    ANGIOGRAPHY = "angiography"
    SUSCEPTIBILITY = "susceptibility"
    SPECTROSCOPY = "spectroscopy"
    FUNCTIONAL = "functional"
    MAP = "map"
    PHASE = "phase"
    PROJECTION = "projection"
    OTHER_PART = "other_part"
    ANIMAL = "animal"
    NO_PLACE = "no_place"
    FEW_SLICES = "few_slices"
    SMALL = "small"
    GEOMETRY = "geometry"


_BY_WORDS = frozenset(
    {
        SetAside.LOCALISER,
        SetAside.SUBTRACTION,
        SetAside.DIFFUSION,
        SetAside.PERFUSION,
        SetAside.ANGIOGRAPHY,
        SetAside.SUSCEPTIBILITY,
        SetAside.FUNCTIONAL,
        SetAside.MAP,
        SetAside.OTHER_PART,
        SetAside.FEW_SLICES,
        SetAside.SMALL,
    }
)


@dataclass(frozen=True)
class Verdict:
    """Whether a series can be used.

    Attributes:
        code: why it was set aside; None for a usable one.
        reason: one sentence; empty for a usable one.
        remarks: what a person should know of a usable one.
    """

    code: SetAside | None = None
    reason: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether nothing speaks against it."""
        return self.code is None

    @property
    def may_be_overruled(self) -> bool:
        """Whether it rests on words and sizes, which a person who sees the pictures knows better.

        What cannot be read, has no place or is no MR is not used on anybody's word.
        """
        return self.code is None or self.code in _BY_WORDS


@dataclass(frozen=True)
class Identity:
    """Whose series it is: kept apart, and shown by no ``repr``, so that no log holds it."""

    patient_id: str = field(repr=False)
    patient_name: str = field(repr=False)
    birth_date: str = field(repr=False)
    study_uid: str = field(repr=False)
    study_date: str = field(repr=False)
    accession: str = field(repr=False)
    series_uid: str = field(repr=False)
    frame_of_reference: str = field(repr=False)


@dataclass(frozen=True)
class Facts:
    """What the header says of a series; None or empty where it is silent.

    Attributes:
        number: series number.
        description: series description.
        protocol: protocol name.
        modality: DICOM's: MR, CT, SR…
        sop_class: UID of the kind of object.
        image_type: such as ORIGINAL, PRIMARY, M.
        scanning_sequence: SE, GR, IR, EP, RM.
        sequence_variant: such as SK, SP, MP.
        sequence_name: the maker's name of the pulse sequence.
        contrast: enhanced objects' own word for the weighting (T1, T2, FLUID_ATTENUATED…).
        dimensions: ``2D``, ``3D`` or empty.
        tr_ms, te_ms, ti_ms: repetition, echo, inversion time in milliseconds.
        flip_degrees: flip angle.
        contrast_agent: as it was typed in.
        b_value: s/mm².
        body_part: as it was typed in.
        plane: of the slices.
        spacing_mm: within the slice, rows then columns.
        step_mm: from slice to slice, along the normal.
        thickness_mm: slice thickness.
        slices: how many.
        shape: rows and columns.
        coverage_mm: from the first slice's outer face to the last one's.
        acquired_s: seconds after the midnight before the study, of its first slice.
        patient_position: such as HFS.
        transfer_syntax: UID.
        lossy: whether the pictures were compressed with loss.
        samples: 1 for grey, 3 for colour.
        manufacturer: the scanner's maker.
    """

    number: int | None = None
    description: str = ""
    protocol: str = ""
    modality: str = ""
    sop_class: str = ""
    image_type: tuple[str, ...] = ()
    scanning_sequence: tuple[str, ...] = ()
    sequence_variant: tuple[str, ...] = ()
    sequence_name: str = ""
    contrast: str = ""
    dimensions: str = ""
    tr_ms: float | None = None
    te_ms: float | None = None
    ti_ms: float | None = None
    flip_degrees: float | None = None
    contrast_agent: str = ""
    b_value: float | None = None
    body_part: str = ""
    plane: Plane | None = None
    spacing_mm: tuple[float, float] | None = None
    step_mm: float | None = None
    thickness_mm: float | None = None
    slices: int = 0
    shape: tuple[int, int] | None = None
    coverage_mm: float | None = None
    acquired_s: float | None = None
    patient_position: str = ""
    transfer_syntax: str = ""
    lossy: bool = False
    samples: int = 1
    manufacturer: str = ""


@dataclass(frozen=True)
class Series:
    """One volume's worth of slices.

    Attributes:
        patient, study: counted from 1 within what was listed together.
        part: counted from 1 where one series UID holds several volumes, else 0.
        told_apart_by: what the parts differ in, such as ``echo time``.
        facts: what the header says.
        verdict: whether it can be used.
        slices: sorted along the normal where they have places, else as found.
        identity: whose it is.
    """

    patient: int
    study: int
    part: int
    told_apart_by: str
    facts: Facts
    verdict: Verdict
    slices: tuple[Slice, ...] = field(repr=False)
    identity: Identity = field(repr=False)

    @property
    def title(self) -> str:
        """For sentences, such as ``Series 5 (“t1 se tra”)``; no word of the patient."""
        number = "–" if self.facts.number is None else str(self.facts.number)
        which = f"{number}.{self.part}" if self.part else number
        said = self.facts.description
        return f"Series {which} (“{said}”)" if said else f"Series {which}"
