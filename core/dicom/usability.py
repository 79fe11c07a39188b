"""Whether a series can be segmented from, or why it is set aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.dicom import wording
from core.dicom.geometry import EXPORT, Stack, has_place, stack
from core.dicom.series import Facts, SetAside, Slice, Verdict
from core.errors import GeometryError

_MIN_SLICES = 8
_MIN_COVERAGE_MM = 70.0
"""A brain is 110 to 180 mm; sellar and orbital slabs stay under 60."""
_TILT_TOLD_DEGREES = 0.2
_CLASS = "1.2.840.10008.5.1.4.1.1."
_SECONDARY = f"{_CLASS}7"
_SPECTROSCOPY = f"{_CLASS}4.2"
_OF_KIND = {
    SetAside.LOCALISER: "a localiser",
    SetAside.SUBTRACTION: "a subtraction of two series",
    SetAside.DIFFUSION: "diffusion, or a map of it",
    SetAside.PERFUSION: "perfusion, or a map of it",
    SetAside.FUNCTIONAL: "functional imaging",
    SetAside.SUSCEPTIBILITY: "weighted by susceptibility (T2*)",
    SetAside.ANGIOGRAPHY: "angiography",
    SetAside.SPECTROSCOPY: "spectroscopy",
    SetAside.PROJECTION: "a projection, not slices",
    SetAside.MAP: "a derived map",
    SetAside.PHASE: "a phase picture, or part of a complex one",
    SetAside.MOSAIC: "slices tiled in one picture (mosaic)",
    SetAside.SECONDARY_CAPTURE: "a secondary capture",
}
_HEAD = frozenset({"HEAD", "BRAIN", "SKULL", "CRANIUM", "HEADNECK", "NEURO", ""})


def judge(
    facts: Facts, slices: Sequence[Slice], capture: bool, animal: bool, mosaic: bool, copies: int
) -> Verdict:
    """Whether a series can be used.

    Args:
        facts: of the series.
        slices: its slices.
        capture: a conversion type says that a picture was captured.
        animal: positions count along an animal's axes.
        mosaic: a maker's own element says that slices are tiled in each picture.
        copies: exact copies of slices that were left out.
    """
    found, problem = None, ""
    if slices and all(map(has_place, slices)):
        try:
            found = stack(slices, facts.step_mm or 1.0)
        except GeometryError as error:
            problem = str(error)
    for test in _TESTS:
        verdict = test(facts, slices)
        if verdict is not None:
            return verdict
    if capture or facts.sop_class.startswith(_SECONDARY):
        return _verdict(SetAside.SECONDARY_CAPTURE)
    if mosaic:
        return _verdict(SetAside.MOSAIC)
    if animal:
        return Verdict(SetAside.ANIMAL, "Its positions count along an animal's axes.")
    if problem:
        return Verdict(SetAside.GEOMETRY, f"Its slices make no grid: {problem}")
    return _by_size(facts) or Verdict(remarks=_remarks(facts, slices, found, copies))


def _pictures(facts: Facts, slices: Sequence[Slice]) -> Verdict | None:
    if facts.sop_class == _SPECTROSCOPY:
        return _verdict(SetAside.SPECTROSCOPY)
    if not slices:
        return Verdict(SetAside.NO_PICTURES, f"It holds no pictures ({facts.modality or '–'}).")
    if facts.sop_class.startswith(_SECONDARY):
        return _verdict(SetAside.SECONDARY_CAPTURE)
    if facts.modality != "MR":
        reason = f"Its modality is {facts.modality or '–'}, and MR is needed."
        return Verdict(SetAside.NOT_MR, reason)
    if facts.samples != 1:
        return Verdict(SetAside.COLOUR, "Its pictures are in colour, as maps and captures are.")
    return None


def _image_type(facts: Facts, slices: Sequence[Slice]) -> Verdict | None:
    words = facts.image_type
    for code, telling in wording.IMAGE_TYPES:
        # P, R and I tell parts of a complex picture only in the third place and beyond.
        hit = next((w for w in words[2:] if w in telling), None)
        hit = hit or next((w for w in words[:2] if w in telling and len(w) > 1), None)
        if hit is not None:
            return _verdict(SetAside(code), f"its image type says {hit}")
    return None


def _contrast(facts: Facts, slices: Sequence[Slice]) -> Verdict | None:
    code = {
        "DIFFUSION": SetAside.DIFFUSION,
        "PERFUSION": SetAside.PERFUSION,
        "T2_STAR": SetAside.SUSCEPTIBILITY,
        "FLOW_ENCODED": SetAside.ANGIOGRAPHY,
        "TOF": SetAside.ANGIOGRAPHY,
    }.get(facts.contrast)
    if code is not None:
        return _verdict(code, f"its acquisition contrast is {facts.contrast}")
    if facts.b_value:
        return _verdict(SetAside.DIFFUSION, f"its b-value is {facts.b_value:g}")
    if "ep_b" in facts.sequence_name.lower():
        return _verdict(SetAside.DIFFUSION, f"its pulse sequence is {facts.sequence_name}")
    return None


def _words(facts: Facts, slices: Sequence[Slice]) -> Verdict | None:
    hit = wording.kind(facts.description) or wording.kind(facts.protocol)
    if hit is None:
        return None
    return _verdict(SetAside(hit[0]), f"its name holds “{hit[1]}”")


def _body_part(facts: Facts, slices: Sequence[Slice]) -> Verdict | None:
    said = wording.plain(f"{facts.description} {facts.protocol}")
    part = facts.body_part.upper().replace(" ", "")
    hit = wording.OTHER_PART.search(said)
    head = part in _HEAD - {""} or wording.HEAD.search(said)
    if hit and not head:
        return Verdict(SetAside.OTHER_PART, f"Its name holds “{hit.group()}”, not the brain.")
    if part not in _HEAD and wording.OTHER_PART.search(wording.plain(part)) and not head:
        reason = f"Its body part is {facts.body_part}, not the brain."
        return Verdict(SetAside.OTHER_PART, reason)
    return None


def _place(facts: Facts, slices: Sequence[Slice]) -> Verdict | None:
    lost = [one for one in slices if not has_place(one)]
    if not lost:
        return None
    return Verdict(SetAside.NO_PLACE, f"Its slices cannot be placed: {why_no_place(lost)}")


_TESTS: tuple[Callable[[Facts, Sequence[Slice]], Verdict | None], ...] = (
    _pictures, _image_type, _contrast, _words, _body_part, _place,
)  # fmt: skip


def why_no_place(lost: Sequence[Slice]) -> str:
    """A phrase that names the first slice without a usable place, and what it lacks."""
    one, count = lost[0], len(lost)
    if one.position is None:
        what = "no position"
    elif one.orientation is None:
        what = "no orientation"
    elif one.spacing is None:
        what = "no pixel spacing"
    else:
        what = "an impossible orientation"
    return f"{one.name}, first of {count}, tells {what}. {EXPORT}"


def _by_size(facts: Facts) -> Verdict | None:
    if facts.slices < _MIN_SLICES:
        reason = f"Slices: {facts.slices}, and {_MIN_SLICES} are needed."
        return Verdict(SetAside.FEW_SLICES, reason)
    if facts.coverage_mm is not None and facts.coverage_mm < _MIN_COVERAGE_MM:
        reason = f"It covers {facts.coverage_mm:.0f} mm, and a brain takes {_MIN_COVERAGE_MM:.0f}."
        return Verdict(SetAside.SMALL, reason)
    return None


def _remarks(
    facts: Facts, slices: Sequence[Slice], found: Stack | None, copies: int
) -> tuple[str, ...]:
    said = []
    if copies:
        said.append(f"{copies} files are exact copies of others and were left out.")
    if found is not None and found.tilt_degrees > _TILT_TOLD_DEGREES:
        said.append(f"Its slices are stacked aslant by {found.tilt_degrees:.1f}° (gantry tilt).")
    numbers = sorted(one.number for one in slices if one.number is not None)
    if (
        len(numbers) == len(slices) == len(set(numbers))
        and numbers[0] > 1
        and not found_gap(numbers)
    ):
        said.append(f"Its instance numbers begin at {numbers[0]}: slices before it may be missing.")
    if facts.lossy:
        said.append("Its pictures were compressed with loss.")
    if {"REFORMATTED", "MPR"} & set(facts.image_type):
        said.append("It was reformatted from another series.")
    return tuple(said)


def found_gap(numbers: Sequence[int]) -> bool:
    """Whether sorted numbers skip any."""
    return numbers[-1] - numbers[0] + 1 != len(numbers)


def _verdict(code: SetAside, why: str = "") -> Verdict:
    kind = _OF_KIND[code]
    return Verdict(code, f"It is {kind}: {why}." if why else f"It is {kind}.")
