"""What a DICOM file says before its pixels, read fast.

pydicom takes about a millisecond of Python for a header, whatever of it is asked for, and
threads do not help, since they share Python's lock. Listing thousands of files needs a few
dozen short values of each, all of which stand in the groups up to 0028: :func:`scan` steps over
the rest. What is unusual (big endian, deflated, no preamble) goes to pydicom.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping, MutableSequence
from types import MappingProxyType
from typing import Any

from core.dicom.library import dataset_of
from core.errors import ReadingError

Header = Mapping[int, str]
"""Values as text by tag; several values of one element stand between backslashes."""

TRANSFER_SYNTAX = 0x00020010
CHARACTER_SET = 0x00080005
IMAGE_TYPE = 0x00080008
SOP_CLASS = 0x00080016
SOP_INSTANCE = 0x00080018
STUDY_DATE = 0x00080020
ACQUISITION_DATE = 0x00080022
ACQUISITION_DATETIME = 0x0008002A
SERIES_TIME = 0x00080031
ACQUISITION_TIME = 0x00080032
CONTENT_TIME = 0x00080033
ACCESSION = 0x00080050
MODALITY = 0x00080060
CONVERSION_TYPE = 0x00080064
MANUFACTURER = 0x00080070
SERIES_DESCRIPTION = 0x0008103E
ACQUISITION_CONTRAST = 0x00089209
PATIENT_NAME = 0x00100010
PATIENT_ID = 0x00100020
ISSUER = 0x00100021
BIRTH_DATE = 0x00100030
ANIMAL_AXES = 0x00102210
CONTRAST_AGENT = 0x00180010
BODY_PART = 0x00180015
SCANNING_SEQUENCE = 0x00180020
SEQUENCE_VARIANT = 0x00180021
ACQUISITION_KIND = 0x00180023
SEQUENCE_NAME = 0x00180024
THICKNESS = 0x00180050
TR = 0x00180080
TE = 0x00180081
TI = 0x00180082
ECHO_NUMBER = 0x00180086
SPACING_BETWEEN = 0x00180088
PROTOCOL = 0x00181030
FLIP_ANGLE = 0x00181314
PATIENT_POSITION = 0x00185100
PULSE_SEQUENCE = 0x00189005
ECHO_PULSE = 0x00189008
INVERSION = 0x00189009
B_VALUE = 0x00189087
PRIVATE_19 = 0x00190010
MOSAIC_COUNT = 0x0019100A
SIEMENS_B_VALUE = 0x0019100C
STUDY_UID = 0x0020000D
SERIES_UID = 0x0020000E
SERIES_NUMBER = 0x00200011
ACQUISITION_NUMBER = 0x00200012
INSTANCE_NUMBER = 0x00200013
POSITION = 0x00200032
ORIENTATION = 0x00200037
FRAME_OF_REFERENCE = 0x00200052
TEMPORAL_POSITION = 0x00200100
STACK = 0x00209056
SAMPLES = 0x00280002
FRAMES = 0x00280008
ROWS = 0x00280010
COLUMNS = 0x00280011
PIXEL_SPACING = 0x00280030
INTERCEPT = 0x00281052
SLOPE = 0x00281053

_NUMERIC: Mapping[int, str] = MappingProxyType(
    {SAMPLES: "<H", ROWS: "<H", COLUMNS: "<H", B_VALUE: "<d", MOSAIC_COUNT: "<H"}
)
"""Tags whose values are binary, and how they are packed."""
WANTED = frozenset(v for k, v in list(globals().items()) if k.isupper() and isinstance(v, int))
"""Every tag above."""

_LAST_GROUP = 0x0028
_FIRST_BYTES = 1 << 14
_IMPLICIT = "1.2.840.10008.1.2"
_UNUSUAL = frozenset({"1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"})
"""Big endian, and deflated."""
_LONG = frozenset(
    {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"UC", b"UN", b"UR", b"UT", b"SV", b"UV"}
)
_UNDEFINED = 0xFFFFFFFF
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_explicit = struct.Struct("<HH2sH").unpack_from
_implicit = struct.Struct("<HHL").unpack_from


class _RanOut(Exception):
    """The bytes at hand end before the header does."""


class _Unusual(Exception):
    """Nothing that the fast way understands."""


def is_dicom(start: bytes) -> bool:
    """Whether a file's first bytes are DICOM's: its mark, or the first element without one."""
    if start[128:132] == b"DICM":
        return True
    # Old files begin with an element of group 2 or 8 at once: tag, then a type or a short length.
    if len(start) < 16 or start[:2] not in (b"\x02\x00", b"\x08\x00") or start[3] != 0:
        return False
    return start[4:6].isalpha() or int.from_bytes(start[4:8], "little") <= 64


def scan(read: Callable[[int], bytes], name: str) -> Header | None:
    """Read the short values of a header; None where the file is no DICOM.

    Args:
        read: gives the first so many bytes of the file; all of it for -1.
        name: for the sentence of an error.

    Raises:
        ReadingError: the file is DICOM, but its header is damaged or cut off.
    """
    count = _FIRST_BYTES
    start = read(count)
    if not is_dicom(start):
        return None
    while True:
        try:
            return _decoded(_walk(start, whole=len(start) < count))
        except _RanOut:
            if len(start) < count:
                break
            count *= 8
            start = read(count)
        except (_Unusual, struct.error, UnicodeDecodeError):
            break
    return _by_pydicom(read(-1), name)


def _walk(data: bytes, *, whole: bool) -> dict[int, bytes]:
    if data[128:132] != b"DICM":
        raise _Unusual
    found: dict[int, bytes] = {}
    at = _elements(data, 132, explicit=True, last_group=2, whole=whole, found=found)
    syntax = found.get(TRANSFER_SYNTAX, b"").rstrip(b"\0 ").decode("ascii")
    if not syntax or syntax in _UNUSUAL:
        raise _Unusual
    explicit = syntax != _IMPLICIT
    _elements(data, at, explicit=explicit, last_group=_LAST_GROUP, whole=whole, found=found)
    return found


def _elements(
    data: bytes, at: int, *, explicit: bool, last_group: int, whole: bool, found: dict[int, bytes]
) -> int:
    """Collect wanted elements up to a group, or the end; gives where the next group begins."""
    # Once for each of some hundred elements in thousands of files: no call more than needed.
    size, last = len(data), -1
    while at + 8 <= size:
        if explicit:
            group, element, kind, length = _explicit(data, at)
        else:
            group, element, length = _implicit(data, at)
            kind = b"UN"
        # Groups up to 2 are explicit, later ones perhaps not: the group comes first in both.
        if group > last_group:
            return at
        tag = group << 16 | element
        if tag <= last:  # tags must grow: something was taken for what it is not
            raise _Unusual
        last = tag
        at += 8
        if explicit and kind in _LONG:
            length = int.from_bytes(data[at : at + 4], "little")
            at += 4
        elif not kind.isalpha():
            raise _Unusual
        if length == _UNDEFINED:
            at = _after_sequence(data, at, explicit)
            continue
        if at + length > size:
            raise _RanOut
        if tag in WANTED:
            found[tag] = data[at : at + length]
        at += length
    if not whole:
        raise _RanOut
    return at


def _element(data: bytes, at: int, explicit: bool) -> tuple[int, int, int]:
    """Tag, length and where the value begins."""
    if at + 12 > len(data):
        raise _RanOut
    if not explicit:
        group, element, length = _implicit(data, at)
        return group << 16 | element, length, at + 8
    group, element, kind, short = _explicit(data, at)
    if kind in _LONG:
        return group << 16 | element, int.from_bytes(data[at + 8 : at + 12], "little"), at + 12
    if not kind.isalpha():
        raise _Unusual
    return group << 16 | element, short, at + 8


def _after_sequence(data: bytes, at: int, explicit: bool) -> int:
    """Where a sequence of undefined length ends."""
    while True:
        if at + 8 > len(data):
            raise _RanOut
        group, element, length = _implicit(data, at)
        tag, at = group << 16 | element, at + 8
        if tag == _SEQUENCE_END:
            return at
        if tag != _ITEM:
            raise _Unusual
        at = _after_item(data, at, explicit) if length == _UNDEFINED else at + length


def _after_item(data: bytes, at: int, explicit: bool) -> int:
    while True:
        if at + 8 > len(data):
            raise _RanOut
        group, element, _ = _implicit(data, at)
        if group << 16 | element == _ITEM_END:
            return at + 8
        _, length, at = _element(data, at, explicit)
        at = _after_sequence(data, at, explicit) if length == _UNDEFINED else at + length


def _decoded(values: Mapping[int, bytes]) -> Header:
    charset = values.get(CHARACTER_SET, b"").decode("ascii", "replace").strip("\0 ")
    return {tag: _text(tag, value, charset) for tag, value in values.items()}


def _text(tag: int, value: bytes, charset: str) -> str:
    packed = _NUMERIC.get(tag)
    if packed is not None:
        if len(value) == struct.calcsize(packed):
            return str(struct.unpack(packed, value)[0])
        # Private elements come as text where their type was lost on the way.
        return value.decode("latin-1").strip("\0 ")
    try:
        return value.decode("ascii").strip("\0 ")
    except UnicodeDecodeError:
        from pydicom.charset import convert_encodings, decode_bytes

        try:
            encodings = convert_encodings(charset.split("\\"))
            return decode_bytes(value, encodings, {0x5C, 0x5E, 0x3D}).strip("\0 ")
        except (ValueError, LookupError):  # the name of the character set is damaged
            return value.decode("latin-1").strip("\0 ")


def _by_pydicom(data: bytes, name: str) -> Header:
    try:
        return flattened(dataset_of(data, stop_before_pixels=True))
    # pydicom raises whatever its parts do; each means that the header cannot be understood.
    except Exception as error:
        raise ReadingError(
            f"{name}: its DICOM header is damaged or cut off. Copy or export the file again."
        ) from error


def flattened(*parts: Any) -> Header:
    """Wanted elements of pydicom data sets as text; of two the earlier counts."""
    found: dict[int, str] = {}
    for part in parts:
        meta = getattr(part, "file_meta", None)
        for element in (*(meta or ()), *part):
            tag = int(element.tag)
            if tag in WANTED and tag not in found and element.VR != "SQ":
                found[tag] = joined(element.value)
    return found


def joined(value: object) -> str:
    """An element's value as text, several between backslashes."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("latin-1").strip("\0 ")
    # pydicom's several values are lists; its names of persons can be walked through as well.
    return "\\".join(map(str, value)) if isinstance(value, MutableSequence) else str(value)


def numbers(header: Header, tag: int) -> tuple[float, ...]:
    """The numbers of an element; empty where one is absent, empty or no number."""
    try:
        found = tuple(float(part) for part in header.get(tag, "").split("\\") if part.strip())
    except ValueError:
        return ()
    return found if all(map(math.isfinite, found)) else ()


def number(header: Header, tag: int) -> float | None:
    """The first number of an element, or None."""
    return next(iter(numbers(header, tag)), None)


def texts(header: Header, tag: int) -> tuple[str, ...]:
    """The words of an element, trimmed."""
    return tuple(part.strip() for part in header.get(tag, "").split("\\") if part.strip())
