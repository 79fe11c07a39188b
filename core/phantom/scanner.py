"""Write volumes as a scanner would: DICOM series, classic or enhanced, plain or compressed.

The patient is invented, and every UID follows from names and numbers, so that the same call
writes the same files.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from core.dicom.library import quiet_pydicom
from core.space.affine import LPS_FROM_RAS, Affine
from core.studies.study import Modality, Study, Volume

if TYPE_CHECKING:
    from pydicom import Dataset

_CLASSIC, _ENHANCED = "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.4.1"
EXPLICIT, IMPLICIT, BIG_ENDIAN = (
    "1.2.840.10008.1.2.1",
    "1.2.840.10008.1.2",
    "1.2.840.10008.1.2.2",
)
RLE, JPEG_LS, JPEG_2000 = (
    "1.2.840.10008.1.2.5",
    "1.2.840.10008.1.2.4.80",
    "1.2.840.10008.1.2.4.90",
)


@dataclass(frozen=True)
class Person:
    """Whose a study is said to be."""

    name: str = "Phantom^Gliovista"
    identifier: str = "GV-0001"
    birth_date: str = "19600229"


@dataclass(frozen=True)
class Protocol:
    """What a series' header says.

    Attributes:
        description: series description.
        sequence: ScanningSequence.
        tr_ms, te_ms, ti_ms: times; ``ti_ms`` None where nothing is inverted.
        time: acquisition time, HHMMSS.
        number: series number.
        agent: contrast agent, or empty.
        image_type: as in the header.
        more: further elements by keyword, which replace those made here; None leaves one out.
    """

    description: str
    sequence: tuple[str, ...] = ("SE",)
    tr_ms: float = 500.0
    te_ms: float = 10.0
    ti_ms: float | None = None
    time: str = "101500"
    number: int = 1
    agent: str = ""
    image_type: tuple[str, ...] = ("ORIGINAL", "PRIMARY", "M", "ND")
    more: Mapping[str, Any] = field(default_factory=dict)


PROTOCOLS: Mapping[Modality, Protocol] = MappingProxyType(
    {
        Modality.T1: Protocol("t1_se_tra", ("SE",), 550.0, 9.0, None, "101000", 3),
        Modality.T2: Protocol("t2_tse_tra", ("SE",), 4500.0, 95.0, None, "101500", 4),
        Modality.FLAIR: Protocol(
            "t2_tirm_tra_dark-fluid", ("SE", "IR"), 9000.0, 110.0, 2500.0, "102000", 5
        ),
        Modality.T1GD: Protocol("t1_se_tra", ("SE",), 550.0, 9.0, None, "103000", 6, "Gadovist"),
    }
)
LOCALISER = Protocol(
    "localizer", ("GR",), 8.6, 4.0, None, "100500", 1, "", ("ORIGINAL", "PRIMARY", "LOCALIZER")
)


@dataclass(frozen=True)
class Way:
    """How a series is written.

    Attributes:
        enhanced: one Enhanced MR object instead of classic ones.
        syntax: transfer syntax UID.
        skip: slices that are not written.
        person: whose it is.
        study: another word makes another study UID.
        scales: rescale slope and intercept of each slice.
    """

    enhanced: bool = False
    syntax: str = EXPLICIT
    skip: Collection[int] = ()
    person: Person = field(default_factory=Person)
    study: str = "1"
    scales: Sequence[tuple[float, float]] | None = None


def write_series(
    folder: Path,
    data: npt.NDArray[Any],
    affine: Affine,
    protocol: Protocol,
    way: Way = Way(),
) -> list[Path]:
    """Write one series: a file for each slice, or one enhanced multi-frame file.

    Args:
        folder: made if need be.
        data: stored integers, shape (columns, rows, slices).
        affine: (4, 4), voxel to RAS+ millimetres; may be sheared, as a tilted gantry makes it.
        protocol: what the header says.
        way: how it is written.

    Returns:
        The files, in the order of the slices.
    """
    folder.mkdir(parents=True, exist_ok=True)
    slices = [k for k in range(data.shape[2]) if k not in way.skip]
    told = way.scales or [(1.0, 0.0)] * data.shape[2]
    uid = _uid(way.person.identifier, way.study, protocol.number, protocol.description)
    common = _common(protocol, way, uid)
    _describe_pixels(common, data)
    lps = LPS_FROM_RAS @ affine
    if way.enhanced:
        whole = _enhanced(common, data, lps, protocol, slices, told)
        return [_save(whole, folder / f"EN{protocol.number:04d}.dcm", way.syntax)]
    paths = []
    for number, k in enumerate(slices, start=1):
        one = _classic(common, data[:, :, k], lps, protocol, k, told[k])
        paths.append(_save(one, folder / f"IM{number:04d}", way.syntax))
    return paths


def write_dicom_study(
    folder: Path,
    study: Study,
    way: Way = Way(),
    modalities: Collection[Modality] = tuple(Modality),
) -> dict[Modality, list[Path]]:
    """Write a study's volumes and a localiser of three planes, one folder for each series."""
    for plane, volume in enumerate(localiser(study.reference)):
        place = folder / "localizer" / str(plane)
        numbered = replace(LOCALISER, more={"AcquisitionNumber": plane + 1})
        classic = Way(person=way.person, study=way.study)
        write_series(place, volume.data, volume.affine, numbered, classic)
    return {
        m: write_series(
            folder / f"{PROTOCOLS[m].number}_{m.value}",
            study.volumes[m].data,
            study.volumes[m].affine,
            PROTOCOLS[m],
            way,
        )
        for m in modalities
    }


def localiser(volume: Volume) -> list[Volume]:
    """The middle slice of each axis, as a volume of one slice."""
    found = []
    for axis in range(3):
        order = [a for a in range(3) if a != axis] + [axis]
        middle = volume.data.shape[axis] // 2
        affine = volume.affine.copy()
        affine[:3, 3] += middle * affine[:3, axis]
        turned = affine[:, [*order, 3]]
        data = np.take(volume.data, [middle], axis=axis).transpose(order)
        found.append(Volume(np.ascontiguousarray(data), turned))
    return found


def _common(protocol: Protocol, way: Way, uid: str) -> Dataset:
    from pydicom import Dataset

    person, study = way.person, way.study
    made = Dataset()
    made.SpecificCharacterSet = "ISO_IR 192"
    made.ImageType = list(protocol.image_type)
    made.StudyDate = made.SeriesDate = made.AcquisitionDate = made.ContentDate = "20260102"
    made.StudyTime, made.AcquisitionTime = "100000", protocol.time
    made.AccessionNumber, made.ReferringPhysicianName = "", ""
    made.Modality, made.Manufacturer = "MR", "Phantom"
    made.SeriesDescription = made.ProtocolName = protocol.description
    made.PatientName, made.PatientID = person.name, person.identifier
    made.PatientBirthDate, made.PatientSex = person.birth_date, "O"
    made.BodyPartExamined, made.PatientPosition = "HEAD", "HFS"
    made.MRAcquisitionType = "2D"
    made.StudyInstanceUID, made.SeriesInstanceUID = _uid(person.identifier, study), uid
    made.StudyID, made.SeriesNumber, made.AcquisitionNumber = study, protocol.number, 1
    made.FrameOfReferenceUID = _uid(person.identifier, study, "frame")
    made.PositionReferenceIndicator = ""
    if protocol.agent:
        made.ContrastBolusAgent = protocol.agent
    return made


def _describe_pixels(made: Dataset, data: npt.NDArray[Any]) -> None:
    bits = 8 * data.dtype.itemsize
    made.SamplesPerPixel, made.PhotometricInterpretation = 1, "MONOCHROME2"
    made.Rows, made.Columns = data.shape[1], data.shape[0]
    made.BitsAllocated = made.BitsStored = bits
    made.HighBit = bits - 1
    made.PixelRepresentation = int(data.dtype.kind == "i")


def _classic(
    common: Dataset, plane: npt.NDArray[Any], lps: Affine, protocol: Protocol, k: int,
    scale: tuple[float, float],
) -> Dataset:  # fmt: skip
    from copy import deepcopy

    made = deepcopy(common)
    made.SOPClassUID = _CLASSIC
    made.SOPInstanceUID = _uid(common.SeriesInstanceUID, k, _position(lps, k))
    made.InstanceNumber = k + 1
    made.ScanningSequence, made.SequenceVariant = list(protocol.sequence), "SK"
    made.ScanOptions, made.EchoTrainLength = "", 1
    made.RepetitionTime, made.EchoTime = protocol.tr_ms, protocol.te_ms
    if protocol.ti_ms is not None:
        made.InversionTime = protocol.ti_ms
    made.ImagePositionPatient = _position(lps, k)
    made.ImageOrientationPatient = _orientation(lps)
    made.PixelSpacing = _in_plane(lps)
    made.SliceThickness = made.SpacingBetweenSlices = _thickness(lps)
    if scale != (1.0, 0.0):
        made.RescaleSlope, made.RescaleIntercept = scale
        made.RescaleType = "US"
    made.PixelData = np.ascontiguousarray(plane.T).tobytes()
    _replace(made, protocol)
    return made


def _enhanced(
    common: Dataset, data: npt.NDArray[Any], lps: Affine, protocol: Protocol,
    slices: Sequence[int], scales: Sequence[tuple[float, float]],
) -> Dataset:  # fmt: skip
    from copy import deepcopy

    made = deepcopy(common)
    made.SOPClassUID = _ENHANCED
    made.SOPInstanceUID = _uid(common.SeriesInstanceUID, "enhanced")
    made.InstanceNumber, made.NumberOfFrames = 1, len(slices)
    made.AcquisitionDateTime = f"20260102{protocol.time}"
    made.ContentTime, made.VolumetricProperties = protocol.time, "VOLUME"
    made.EchoPulseSequence = "GRADIENT" if "GR" in protocol.sequence else "SPIN"
    made.InversionRecovery = "YES" if protocol.ti_ms is not None else "NO"
    made.SharedFunctionalGroupsSequence = [_shared(lps, protocol)]
    made.PerFrameFunctionalGroupsSequence = [
        _of_frame(lps, k, number, scales[k]) for number, k in enumerate(slices, start=1)
    ]
    dimension = _item(DimensionIndexPointer=0x00209057, FunctionalGroupPointer=0x00209111)
    dimension.DimensionOrganizationUID = _uid(made.SOPInstanceUID, "dimensions")
    made.DimensionIndexSequence = [dimension]
    made.PixelData = np.ascontiguousarray(data[:, :, list(slices)].transpose(2, 1, 0)).tobytes()
    _replace(made, protocol)
    return made


def _shared(lps: Affine, protocol: Protocol) -> Dataset:
    measures = _item(
        PixelSpacing=_in_plane(lps),
        SliceThickness=_thickness(lps),
        SpacingBetweenSlices=_thickness(lps),
    )
    timing = _item(RepetitionTime=protocol.tr_ms, FlipAngle=90.0, EchoTrainLength=1)
    kind = _item(FrameType=[*protocol.image_type[:3], "NONE"], PixelPresentation="MONOCHROME")
    groups = _item(
        PixelMeasuresSequence=[measures],
        PlaneOrientationSequence=[_item(ImageOrientationPatient=_orientation(lps))],
        MRTimingAndRelatedParametersSequence=[timing],
        MREchoSequence=[_item(EffectiveEchoTime=protocol.te_ms)],
        MRImageFrameTypeSequence=[kind],
    )
    if protocol.ti_ms is not None:
        groups.MRModifierSequence = [_item(InversionRecovery="YES", InversionTimes=protocol.ti_ms)]
    return groups


def _of_frame(lps: Affine, k: int, number: int, scale: tuple[float, float]) -> Dataset:
    content = _item(
        StackID="1",
        InStackPositionNumber=number,
        DimensionIndexValues=[number],
        FrameAcquisitionNumber=1,
        TemporalPositionIndex=1,
    )
    transform = _item(RescaleSlope=scale[0], RescaleIntercept=scale[1], RescaleType="US")
    return _item(
        FrameContentSequence=[content],
        PlanePositionSequence=[_item(ImagePositionPatient=_position(lps, k))],
        PixelValueTransformationSequence=[transform],
    )


def _item(**elements: Any) -> Dataset:
    made: Dataset = quiet_pydicom().Dataset()
    for keyword, value in elements.items():
        setattr(made, keyword, value)
    return made


def _replace(made: Dataset, protocol: Protocol) -> None:
    for keyword, value in protocol.more.items():
        if value is None:
            if keyword in made:
                delattr(made, keyword)
        else:
            setattr(made, keyword, value)


def _save(made: Dataset, path: Path, syntax: str) -> Path:
    from pydicom.dataset import FileMetaDataset
    from pydicom.uid import UID

    made.file_meta = FileMetaDataset()
    made.file_meta.MediaStorageSOPClassUID = made.SOPClassUID
    made.file_meta.MediaStorageSOPInstanceUID = made.SOPInstanceUID
    plain = syntax in (EXPLICIT, IMPLICIT, BIG_ENDIAN)
    made.file_meta.TransferSyntaxUID = UID(syntax if plain else EXPLICIT)
    made["PixelData"].VR = "OW"
    if syntax == BIG_ENDIAN and made.BitsAllocated == 16:
        made.PixelData = np.frombuffer(made.PixelData, "<u2").astype(">u2").tobytes()
    if syntax == JPEG_2000:
        made.file_meta.TransferSyntaxUID = UID(syntax)
        made.PixelData = _jpeg_2000(made)
    elif not plain:
        made.compress(syntax, generate_instance_uid=False)
    made.save_as(path, enforce_file_format=True)
    return path


def _jpeg_2000(made: Dataset) -> bytes:
    from openjpeg.utils import encode_array
    from pydicom.encaps import encapsulate

    count = int(made.get("NumberOfFrames", 1))
    kind = f"{'i' if made.PixelRepresentation else 'u'}{made.BitsAllocated // 8}"
    frames = np.frombuffer(made.PixelData, kind).reshape(count, made.Rows, made.Columns)
    options = {"bits_stored": made.BitsStored, "photometric_interpretation": 2, "use_mct": False}
    return encapsulate([encode_array(frame, **options) for frame in frames])


def _uid(*names: object) -> str:
    from pydicom.uid import generate_uid

    return str(generate_uid(entropy_srcs=["gliovista phantom", *map(str, names)]))


def _position(lps: Affine, k: int) -> list[float]:
    return [round(v, 6) for v in (lps @ [0, 0, k, 1])[:3].tolist()]


def _orientation(lps: Affine) -> list[float]:
    axes = lps[:3, :2] / np.linalg.norm(lps[:3, :2], axis=0)
    return [round(v, 8) for v in axes.T.ravel().tolist()]


def _in_plane(lps: Affine) -> list[float]:
    """Between rows, then between columns."""
    columns, rows = np.linalg.norm(lps[:3, :2], axis=0).tolist()
    return [round(rows, 6), round(columns, 6)]


def _thickness(lps: Affine) -> float:
    """Between slices, along their normal."""
    volume = abs(float(np.linalg.det(lps[:3, :3])))
    rows, columns = _in_plane(lps)
    return round(volume / (rows * columns), 6)
