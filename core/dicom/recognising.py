"""Which series is T1, T1Gd, T2 or FLAIR, how sure that is, and why.

Two witnesses are heard: the physics in the header (TR, TE, TI, pulse sequence) and the words of
the description. Where they agree a series is sure; where they contradict each other, it is said
and not guessed. T1 and T1Gd have one physics: the words, the contrast agent and the time of
acquisition tell them apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.dicom import wording
from core.dicom.series import Facts, Series
from core.errors import ReadingError
from core.studies.study import Modality

SURE = 0.5
"""A candidate under this is named, but not chosen."""
_WHOLE_BRAIN_MM = 110.0
"""From vertex to cerebellum; of coverage beyond it, none is better than another."""
_AGREE, _WORDS_ALONE, _PHYSICS_ALONE, _CONTRADICT = 0.95, 0.8, 0.7, 0.3


@dataclass(frozen=True)
class Candidate:
    """A series that may be a sequence.

    Attributes:
        series: the series.
        modality: what it was taken for.
        confidence: 0 to 1; under :data:`SURE` it is not chosen.
        reason: one sentence.
    """

    series: Series
    modality: Modality
    confidence: float
    reason: str


@dataclass(frozen=True)
class RecognisedSeries:
    """What the series of one study were taken for.

    Attributes:
        candidates: for each sequence, the best first; empty where none may be it.
        doubts: for each sequence that was not chosen though it may be there, why.
        unknown: usable series that are none of the four, with the reason.
    """

    candidates: Mapping[Modality, tuple[Candidate, ...]]
    doubts: Mapping[Modality, str] = field(default_factory=dict)
    unknown: tuple[tuple[Series, str], ...] = ()

    @property
    def chosen(self) -> Mapping[Modality, Candidate]:
        """The best candidate of each sequence that is sure enough."""
        return {
            m: found[0]
            for m, found in self.candidates.items()
            if found and found[0].confidence >= SURE and m not in self.doubts
        }


def recognise(series: Iterable[Series]) -> RecognisedSeries:
    """Tell the sequences of one study's series; those set aside are passed over.

    Raises:
        ReadingError: the series are of several patients or studies, which must not mix.
    """
    series = list(series)
    if len({(one.patient, one.study) for one in series}) > 1:
        raise ReadingError(
            "These series are of several patients or studies. Choose those of one study."
        )
    usable = [one for one in series if one.verdict.usable]
    weighed = [(one, _weighting(one.facts)) for one in usable]
    unknown = tuple((one, said) for one, said in weighed if isinstance(said, str))
    told = [
        Candidate(one, said[0], said[1], said[2])
        for one, said in weighed
        if not isinstance(said, str)
    ]
    told = [c for c in told if c.modality is not Modality.T1] + _with_contrast(
        [c for c in told if c.modality is Modality.T1]
    )
    candidates = {m: _ranked([c for c in told if c.modality is m]) for m in Modality}
    doubts = {
        m: f"{found[0].series.title} may be {m.value}. {found[0].reason}"
        for m, found in candidates.items()
        if found and found[0].confidence < SURE
    }
    return RecognisedSeries(candidates, doubts, unknown)


def _weighting(facts: Facts) -> tuple[Modality, float, str] | str:
    """T1 (with or without contrast), T2 or FLAIR, how sure, and why; or why none."""
    physics, why = _by_physics(facts)
    said = wording.weighting(facts.description) or wording.weighting(facts.protocol)
    text = f"{facts.description} {facts.protocol}"
    odd = wording.BALANCED.search(wording.plain(text)) or wording.STIR.search(wording.plain(text))
    if odd and (said is None or said[0] is not Modality.FLAIR):
        return f"Its name holds “{odd.group()}”, which is none of the four."
    if said is None:
        if physics is None:
            return f"Neither its name nor its header tells one of the four ({why})."
        return physics, _PHYSICS_ALONE, f"Its header tells it ({why}), its name does not."
    modality, word = said
    if physics is modality:
        return modality, _AGREE, f"Its name holds “{word}” and its header agrees ({why})."
    if physics is None and why == _SILENT:
        return modality, _WORDS_ALONE, f"Its name holds “{word}”; its header is silent."
    reason = f"Its name holds “{word}”, but its header says otherwise ({why})."
    return modality, _CONTRADICT, reason


_SILENT = "no TR or TE"


def _by_physics(facts: Facts) -> tuple[Modality | None, str]:
    """The weighting that the times make, and the facts that tell it."""
    tr, te, ti = facts.tr_ms, facts.te_ms, facts.ti_ms
    enhanced = {"T1": Modality.T1, "T2": Modality.T2, "FLUID_ATTENUATED": Modality.FLAIR}
    named = enhanced.get(facts.contrast)
    if named is not None:
        return named, f"acquisition contrast {facts.contrast}"
    if tr is None or te is None:
        return None, _SILENT
    why = f"TR {tr:.0f}, TE {te:.3g}, TI {ti:.0f} ms" if ti else f"TR {tr:.0f}, TE {te:.3g} ms"
    spin = "SE" in facts.scanning_sequence
    if ti is not None and (spin or ti >= 1500 or te >= 20):
        return _inverted(tr, te, ti), why
    if ti is not None:  # a prepared gradient echo, as MPRAGE; its TR may be one echo's
        return Modality.T1, why
    if "GR" in facts.scanning_sequence and not spin and te >= 12 and tr < 1500:
        return None, f"{why}, gradient echo"
    return None if _balanced_by_flip(facts) else _plain(tr, te), why


def _inverted(tr: float, te: float, ti: float) -> Modality | None:
    """Fluid is nulled after 1.5 s and more; fat, of which nothing is wanted, before 0.3 s."""
    if ti >= 1500:
        return Modality.FLAIR if te >= 60 and tr >= 4000 else None
    return Modality.T1 if ti >= 300 and te < 40 else None


def _plain(tr: float, te: float) -> Modality | None:
    if tr >= 1800 and te >= 60:
        return Modality.T2
    return Modality.T1 if tr < 1500 and te < 30 else None


def _balanced_by_flip(facts: Facts) -> bool:
    """Balanced gradient echoes are flipped wider than spoiled ones of as short a TR."""
    steady = {"SS", "TRS"} & set(facts.sequence_variant) and "SP" not in facts.sequence_variant
    short = facts.tr_ms is not None and facts.tr_ms < 15
    return bool(steady and short and (facts.flip_degrees or 0) >= 35)


def _with_contrast(found: Sequence[Candidate]) -> list[Candidate]:
    """Tell T1 from T1Gd by words, agent and time.

    What was acquired after a series that surely has contrast has it too. An agent in the header
    of a series whose words deny it, or that comes before one whose words do, proves nothing:
    some scanners keep the agent of the whole examination.
    """
    words = {id(c): _words_of_contrast(c.series.facts) for c in found}
    given = [c for c in found if (w := words[id(c)]) is not None and w[0]]
    denied = [c for c in found if (w := words[id(c)]) is not None and not w[0]]
    first_given = min((t for c in given if (t := _time(c)) is not None), default=None)
    last_denied = max((t for c in denied if (t := _time(c)) is not None), default=None)
    agents = [c for c in found if c.series.facts.contrast_agent]
    # The agent tells something only if some T1 is without it, or stands alone.
    telling = len(agents) < len(found) or len(found) == 1
    silent = [c for c in found if words[id(c)] is None]
    out = []
    for c in found:
        said, time = words[id(c)], _time(c)
        agent = c.series.facts.contrast_agent
        if said is not None:
            out.append(_by_words(c, said, agent))
        elif first_given is not None and time is not None and time > first_given:
            out.append(
                _taken(
                    c,
                    Modality.T1GD,
                    0.75,
                    "As to contrast, it was acquired after one with contrast.",
                )
            )
        elif agent and last_denied is not None and time is not None and time < last_denied:
            out.append(
                _doubtful(
                    c,
                    f"As to contrast, it names an agent (“{agent}”), but comes before one without.",
                )
            )
        elif agent and (telling or denied):
            out.append(
                _taken(c, Modality.T1GD, 0.85, f"As to contrast, its contrast agent is “{agent}”.")
            )
        elif agent:
            out.append(_all_with_agent(c, silent))
        else:
            out.append(_without_a_word(c, silent, bool(given or agents)))
    return out


def _words_of_contrast(facts: Facts) -> tuple[bool, str] | None:
    return wording.contrast(facts.description) or wording.contrast(facts.protocol)


def _by_words(c: Candidate, said: tuple[bool, str], agent: str) -> Candidate:
    given, word = said
    modality = Modality.T1GD if given else Modality.T1
    if not agent:
        return _taken(
            c, modality, 0.9 if given else 0.95, f"As to contrast, its name holds “{word}”."
        )
    if given:
        why = f"As to contrast, its name holds “{word}” and its contrast agent is “{agent}”."
        return _taken(c, modality, 0.95, why)
    why = f"As to contrast, its name holds “{word}”, though it names an agent (“{agent}”)."
    return _taken(c, modality, 0.8, why)


def _all_with_agent(c: Candidate, silent: Sequence[Candidate]) -> Candidate:
    """Every T1 names an agent and no name tells: only the time can, and it proves little."""
    times = sorted(t for other in silent if (t := _time(other)) is not None)
    time = _time(c)
    if time is not None and len(times) == len(silent) and time == times[0] != times[-1]:
        return _doubtful(
            c, "As to contrast, every T1 names a contrast agent, and this is the first of them."
        )
    return _taken(
        c,
        Modality.T1GD,
        0.6,
        "As to contrast, every T1 names a contrast agent, and it is not the first.",
    )


def _without_a_word(c: Candidate, silent: Sequence[Candidate], elsewhere: bool) -> Candidate:
    """Neither words nor agent: T1, unless a later one alike may be after contrast."""
    if elsewhere:
        return _taken(
            c, Modality.T1, 0.9, "As to contrast, it tells no contrast, and another does."
        )
    times = [t for other in silent if (t := _time(other)) is not None]
    time = _time(c)
    if len(silent) > 1 and (len(times) < len(silent) or len(set(times)) > 1):
        if time is not None and len(times) == len(silent) and time == min(times):
            return _taken(
                c, Modality.T1, 0.6, "As to contrast, no T1 tells contrast, and it is the first."
            )
        return _doubtful(
            replace(c, modality=Modality.T1GD),
            "As to contrast, no T1 tells contrast, and a later one may be with or without.",
        )
    return _taken(c, Modality.T1, 0.75, "As to contrast, it tells no contrast agent.")


def _taken(c: Candidate, modality: Modality, factor: float, contrast: str) -> Candidate:
    confidence = round(min(c.confidence, factor) if c.confidence < SURE else
                       c.confidence * factor, 3)  # fmt: skip
    return replace(c, modality=modality, confidence=confidence, reason=f"{c.reason} {contrast}")


def _doubtful(c: Candidate, contrast: str) -> Candidate:
    return replace(c, confidence=min(c.confidence, 0.4), reason=f"{c.reason} {contrast}")


def _time(c: Candidate) -> float | None:
    return c.series.facts.acquired_s


def _ranked(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best first: sure ones, then whole heads, then originals, then fine, then late ones."""
    if len(found) < 2:
        return tuple(found)
    widest = max(c.series.facts.coverage_mm or 0 for c in found)

    def worse(c: Candidate) -> tuple[bool, bool, bool, float]:
        facts = c.series.facts
        reformatted = bool({"REFORMATTED", "MPR"} & set(facts.image_type))
        whole = (facts.coverage_mm or 0) >= min(_WHOLE_BRAIN_MM, 0.85 * widest)
        return c.confidence < SURE, not whole, reformatted, coarseness_mm(facts)

    first, *rest = sorted(found, key=lambda c: (*worse(c), -(c.series.facts.acquired_s or 0.0)))
    if rest[0].confidence < SURE <= first.confidence:
        rank = f"It is the surest of {len(found)}."
    elif worse(first) == worse(rest[0]):
        rank = f"Of {len(found)} it is the latest of equals."
    else:
        rank = f"Of {len(found)} it is the best by coverage and resolution."
    return (replace(first, reason=f"{first.reason} {rank}"), *rest)


def coarseness_mm(facts: Facts) -> float:
    """How coarse a series is: the edge of a cube as large as its voxel.

    Of thickness and step the larger counts. Rounded, so that near equals are equal.
    """
    rows, columns = facts.spacing_mm or (9.0, 9.0)
    through = max(facts.step_mm or 0.0, facts.thickness_mm or 0.0) or 9.0
    return round(math.cbrt(rows * columns * through), 1)
