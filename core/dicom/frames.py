"""From headers to slices: one for a classic file, many for an enhanced multi-frame one."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from core.dicom import header as tags
from core.dicom import wording
from core.dicom.header import Header, flattened, number, numbers, scan, texts
from core.dicom.library import dataset_of
from core.dicom.places import Opener, Place
from core.dicom.series import Slice, Vector
from core.errors import ReadingError

_FUNCTIONAL_GROUPS = ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence")
_MOST_FRAMES = 20_000
"""Without a word on each: more is a damaged header, or one that is to fill the memory."""

# Enhanced objects use other elements for what classic ones say.
_CLASSIC_NAMES = {
    0x00189082: tags.TE,  # EffectiveEchoTime
    0x00189079: tags.TI,  # InversionTimes
    0x00089007: tags.IMAGE_TYPE,  # FrameType
    0x00189074: tags.ACQUISITION_DATETIME,  # FrameAcquisitionDateTime
    0x00209128: tags.TEMPORAL_POSITION,  # TemporalPositionIndex
    0x00209156: tags.ACQUISITION_NUMBER,  # FrameAcquisitionNumber
}


@dataclass(frozen=True, slots=True)
class Scanned:
    """One DICOM file: its header's values, and its slices; none where it holds no picture."""

    place: Place
    header: Header
    slices: tuple[Slice, ...]


def scan_place(opener: Opener, place: Place) -> Scanned | None:
    """Read one file's header; None where it is no DICOM.

    Raises:
        ReadingError: it cannot be opened, or its header is damaged.
    """
    header = scan(lambda count: opener.read(place, count), place.name)
    if header is None or tags.SOP_CLASS not in header:
        return None
    if not _has_pictures(header):
        return Scanned(place, header, ())
    if (number(header, tags.FRAMES) or 1) > 1 or not header.get(tags.POSITION):
        return _multi_frame(opener, place, header)
    return Scanned(place, header, (_slice(place, 0, header, None),))


def _has_pictures(header: Header) -> bool:
    return bool(number(header, tags.ROWS) and number(header, tags.COLUMNS))


def _multi_frame(opener: Opener, place: Place, header: Header) -> Scanned:
    """A file that may tell its frames' places in functional groups."""
    frames = [*_frame_headers(opener, place)]
    if not frames:
        count = int(number(header, tags.FRAMES) or 1)
        if count > _MOST_FRAMES:
            raise _no_places(place)
        lost = {k: v for k, v in header.items() if k not in (tags.POSITION, tags.ORIENTATION)}
        told = header if count == 1 else lost
        return Scanned(
            place, header, tuple(_slice(place, f, told, f + 1 if count > 1 else None)
                                 for f in range(count))
        )  # fmt: skip
    slices = tuple(_slice(place, f, one, f + 1) for f, one in enumerate(frames))
    return Scanned(place, {**header, **frames[0]}, slices)


def _frame_headers(opener: Opener, place: Place) -> Iterator[Header]:
    try:
        with opener.open(place) as file:
            buffered = file if place.members else io.BufferedReader(file)  # type: ignore[type-var]
            whole = dataset_of(buffered, stop_before_pixels=True)
        top = {**flattened(whole), **_agent(whole)}
        shared = _macros(whole.get(_FUNCTIONAL_GROUPS[0], ()))
        for frame in whole.get(_FUNCTIONAL_GROUPS[1], ()):
            yield {**top, **shared, **_macros([frame])}
    except ReadingError:
        raise
    # pydicom raises whatever its parts do; each means that the header cannot be understood.
    except Exception as error:
        raise _no_places(place) from error


def _no_places(place: Place) -> ReadingError:
    return ReadingError(
        f"{place.name}: the places of its frames cannot be understood. Copy or export the "
        "file again."
    )


def _macros(groups: Any) -> dict[int, str]:
    """Values of the functional groups of one frame, under the names that classic files use."""
    found: dict[int, str] = {}
    for group in groups:
        for macro in group:
            for item in macro.value if macro.VR == "SQ" else ():
                found.update(flattened(item))
                renamed = {int(e.tag): e.value for e in item if int(e.tag) in _CLASSIC_NAMES}
                found.update({_CLASSIC_NAMES[t]: tags.joined(v) for t, v in renamed.items()})
    return found


def _agent(whole: Any) -> dict[int, str]:
    """Enhanced objects name what was given in coded items."""
    for item in whole.get("ContrastBolusAgentSequence", ()):
        named = item.get("CodeMeaning") or item.get("ContrastBolusAgent") or "given"
        return {tags.CONTRAST_AGENT: str(named)}
    return {}


def _slice(place: Place, frame: int, header: Header, own_number: int | None) -> Slice:
    instance = number(header, tags.INSTANCE_NUMBER)
    return Slice(
        place,
        frame,
        header.get(tags.SOP_INSTANCE, ""),
        own_number if own_number is not None else None if instance is None else int(instance),
        (int(number(header, tags.ROWS) or 0), int(number(header, tags.COLUMNS) or 0)),
        _vector(numbers(header, tags.POSITION)),
        _of_length(numbers(header, tags.ORIENTATION), 6),
        _pair(numbers(header, tags.PIXEL_SPACING)),
        (number(header, tags.SLOPE) or 1.0, number(header, tags.INTERCEPT) or 0.0),
        tuple((name, told(header)) for name, told in _TOLD),
    )


def kind_of_picture(header: Header) -> str:
    """Magnitude, phase, real or imaginary part: the third word of a classic image type."""
    words = {word.upper() for word in texts(header, tags.IMAGE_TYPE)[2:]}
    for kind, names in wording.COMPLEX_PARTS.items():
        if words & names:
            return kind
    return ""


def b_value(header: Header) -> float | None:
    """In s/mm²; Siemens tells it in an element of its own too, whose number others use."""
    told = number(header, tags.B_VALUE)
    if told is None and header.get(tags.PRIVATE_19, "").upper().startswith(wording.SIEMENS):
        told = number(header, tags.SIEMENS_B_VALUE)
    return told


def is_mosaic(header: Header) -> bool:
    """Whether Siemens tells a count of tiles."""
    siemens = header.get(tags.PRIVATE_19, "").upper().startswith(wording.SIEMENS)
    return siemens and (number(header, tags.MOSAIC_COUNT) or 0) > 1


def _b_text(header: Header) -> str:
    told = b_value(header)
    return "" if told is None else f"{told:g}"


def _plain(tag: int) -> Callable[[Header], str]:
    return lambda header: header.get(tag, "")


_TOLD: tuple[tuple[str, Callable[[Header], str]], ...] = (
    ("echo time", _plain(tags.TE)),
    ("b-value", _b_text),
    ("time point", _plain(tags.TEMPORAL_POSITION)),
    ("stack", _plain(tags.STACK)),
    ("kind of picture", kind_of_picture),
    ("inversion time", _plain(tags.TI)),
    ("contrast agent", _plain(tags.CONTRAST_AGENT)),
    ("acquisition", _plain(tags.ACQUISITION_NUMBER)),
    ("image type", _plain(tags.IMAGE_TYPE)),
    ("description", _plain(tags.SERIES_DESCRIPTION)),
)
"""What may set volumes of one series apart, the most telling first."""


def _vector(values: tuple[float, ...]) -> Vector | None:
    return (values[0], values[1], values[2]) if len(values) == 3 else None


def _pair(values: tuple[float, ...]) -> tuple[float, float] | None:
    return (values[0], values[1]) if len(values) == 2 else None


def _of_length(values: tuple[float, ...], length: int) -> tuple[float, ...] | None:
    return values if len(values) == length else None
