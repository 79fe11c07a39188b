"""Facts and identity of a series, from its first header and its slices."""

from __future__ import annotations

from collections.abc import Sequence

from core.dicom import header as tags
from core.dicom import wording
from core.dicom.geometry import distances, has_place, ordered, plane
from core.dicom.header import Header, number, texts
from core.dicom.series import Facts, Identity, Slice

_LOSSY = frozenset(
    {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.81",
     "1.2.840.10008.1.2.4.91"}
)  # fmt: skip
_DAY_S = 86_400.0


def identity_of(header: Header) -> Identity:
    """Whose series a header says it is."""
    return Identity(
        header.get(tags.PATIENT_ID, ""),
        header.get(tags.PATIENT_NAME, ""),
        header.get(tags.BIRTH_DATE, ""),
        header.get(tags.STUDY_UID, ""),
        header.get(tags.STUDY_DATE, ""),
        header.get(tags.ACCESSION, ""),
        header.get(tags.SERIES_UID, ""),
        header.get(tags.FRAME_OF_REFERENCE, ""),
    )


def facts_of(headers: Sequence[Header], slices: Sequence[Slice], b_value: float | None) -> Facts:
    """Facts of one volume: words from the first header, the earliest time, any agent."""
    first = {**headers[0], **_own(slices)}
    placed = ordered(slices) if slices and all(map(has_place, slices)) else ()
    step = _step_mm(first, placed)
    thickness = number(first, tags.THICKNESS)
    times = [t for t in map(acquired_s, headers) if t is not None]
    return Facts(
        number=_whole(number(first, tags.SERIES_NUMBER)),
        description=first.get(tags.SERIES_DESCRIPTION, ""),
        protocol=first.get(tags.PROTOCOL, ""),
        modality=first.get(tags.MODALITY, "").upper(),
        sop_class=first.get(tags.SOP_CLASS, ""),
        image_type=tuple(word.upper() for word in texts(first, tags.IMAGE_TYPE)),
        scanning_sequence=_words(first, tags.SCANNING_SEQUENCE) or _enhanced_sequence(first),
        sequence_variant=_words(first, tags.SEQUENCE_VARIANT),
        sequence_name=first.get(tags.SEQUENCE_NAME) or first.get(tags.PULSE_SEQUENCE, ""),
        contrast=first.get(tags.ACQUISITION_CONTRAST, "").upper(),
        dimensions=first.get(tags.ACQUISITION_KIND, "").upper(),
        tr_ms=_positive(number(first, tags.TR)),
        te_ms=_positive(number(first, tags.TE)),
        ti_ms=_positive(number(first, tags.TI)),
        flip_degrees=number(first, tags.FLIP_ANGLE),
        contrast_agent=_agent(headers),
        b_value=b_value,
        body_part=first.get(tags.BODY_PART, ""),
        plane=plane(placed[0]) if placed else None,
        spacing_mm=slices[0].spacing if slices else None,
        step_mm=step,
        thickness_mm=thickness,
        slices=len(slices),
        shape=slices[0].shape if slices else None,
        coverage_mm=_coverage_mm(placed, step, thickness),
        acquired_s=min(times, default=None),
        patient_position=first.get(tags.PATIENT_POSITION, ""),
        transfer_syntax=first.get(tags.TRANSFER_SYNTAX, ""),
        lossy=first.get(tags.TRANSFER_SYNTAX, "") in _LOSSY,
        samples=_whole(number(first, tags.SAMPLES)) or 1,
        manufacturer=first.get(tags.MANUFACTURER, ""),
    )


def _own(slices: Sequence[Slice]) -> Header:
    """What the first slice says for itself; a multi-frame header speaks for its first frame."""
    told = dict(slices[0].told) if slices else {}
    names = {"echo time": tags.TE, "inversion time": tags.TI, "image type": tags.IMAGE_TYPE}
    return {tag: told[name] for name, tag in names.items() if told.get(name)}


def acquired_s(header: Header) -> float | None:
    """Seconds from the midnight before the study to the acquisition, past midnight too."""
    stamp = header.get(tags.ACQUISITION_DATETIME, "")
    if len(stamp) >= 14:
        date, time = stamp[:8], stamp[8:]
    else:
        date = header.get(tags.ACQUISITION_DATE) or header.get(tags.STUDY_DATE, "")
        time = next(
            (header[t] for t in (tags.ACQUISITION_TIME, tags.SERIES_TIME, tags.CONTENT_TIME)
             if header.get(t)), ""
        )  # fmt: skip
    seconds = _seconds(time)
    if seconds is None:
        return None
    return seconds + _DAY_S * _days_between(header.get(tags.STUDY_DATE, ""), date)


def _seconds(time: str) -> float | None:
    """Of DICOM's HHMMSS.FFFFFF, or of HH:MM:SS as old files have it."""
    digits = time.replace(":", "").split("+")[0].split("-")[0]
    if len(digits) < 4 or not digits[:4].isdigit():
        return None
    try:
        rest = float(digits[4:] or 0)
    except ValueError:
        return None
    return int(digits[:2]) * 3600.0 + int(digits[2:4]) * 60.0 + rest


def _days_between(first: str, second: str) -> int:
    from datetime import date

    try:
        days = [date(int(d[:4]), int(d[4:6]), int(d[6:8])) for d in (first, second)]
    except ValueError:
        return 0
    return (days[1] - days[0]).days


def _enhanced_sequence(header: Header) -> tuple[str, ...]:
    """The same in the words of classic files."""
    pulse = {"SPIN": "SE", "GRADIENT": "GR"}.get(header.get(tags.ECHO_PULSE, "").upper())
    inverted = header.get(tags.INVERSION, "").upper() == "YES"
    return (*(("IR",) if inverted else ()), *((pulse,) if pulse else ()))


def _agent(headers: Sequence[Header]) -> str:
    for header in headers:
        agent = header.get(tags.CONTRAST_AGENT, "")
        if agent.strip().lower() not in wording.NO_AGENT:
            return agent.strip()
    return ""


def _step_mm(header: Header, placed: Sequence[Slice]) -> float | None:
    if len(placed) > 1:
        import numpy as np

        return float(np.median(distances(placed)))
    told = _positive(number(header, tags.SPACING_BETWEEN))
    return told or _positive(number(header, tags.THICKNESS))


def _coverage_mm(
    placed: Sequence[Slice], step: float | None, thickness: float | None
) -> float | None:
    if not placed:
        return None
    between = float(distances(placed).sum()) if len(placed) > 1 else 0.0
    return between + (thickness or step or 0.0)


def _words(header: Header, tag: int) -> tuple[str, ...]:
    return tuple(word.upper() for word in texts(header, tag))


def _positive(value: float | None) -> float | None:
    return value if value is not None and value > 0 else None


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
