"""The words by which a name tells its sequence, and how sure they make it.

Only what describes the scan counts. In a name of BIDS that is the suffix and the entity
``ce-``; elsewhere the words next to the sequence's own name. Words that speak of a patient or
a visit stand elsewhere, though they may look alike: “GD” may be initials, “post” a visit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from core.studies.study import Modality

_SEP = r"[-_. ]*"
_LEFT, _RIGHT = r"(?:^|(?<=[-_. (\[]))", r"(?=$|[-_. )\]])"

# After "post" or "pre": what happened to the patient. Not "post" of a contrast agent, then.
_EVENT = (
    r"(?:op(?![a-z])|oper|surg|resec|crani|treat|tx(?![a-z])|c?rt(?![a-z])|radi|chemo|therap|tmz"
    r"|biops|mortem|visit|ses|follow|fu(?![a-z])"
    rf"|[0-9]+{_SEP}(?:d|w|wk|m|mo|y|day|week|month|year)s?(?![a-z]))"
)
_POST = rf"post(?!{_SEP}{_EVENT})"
_PRE = rf"pre(?!{_SEP}{_EVENT})"
# Agents by name (ACR Manual on Contrast Media), for surnames too begin with "Gado".
_LONG_AGENT = (
    r"(?:gado(?:lin(?:ium|io)?|vist|butrol|ter[a-z]+|pent[a-z]+|ben[a-z]+|diamid[a-z]*|versetamid[a-z]*"
    r"|xet[a-z]+|picl[a-z]+)?|gadavist|dotarem|magnevist|(?:post)?contrast|enhanced|post(?:gd|gad))"
)
_AGENT = rf"(?:gd|gad|ce|km|{_LONG_AGENT})"
_AGENT_OR_POST = rf"(?:{_AGENT}|{_POST})"

# Tried in this order, so that of two readings of the same letters the narrower wins: T1Gd
# before T1, FLAIR before T2. Each must stand between separators or the name's ends.
_PATTERNS: tuple[tuple[Modality, str], ...] = (
    (
        Modality.T1GD,
        rf"t1w?(?:i|mprage|mpr)?{_SEP}(?:{_AGENT_OR_POST}|c\+?|\+c?)|{_AGENT_OR_POST}{_SEP}t1w?",
    ),
    (Modality.FLAIR, rf"t2w?{_SEP}f(?:lair|la)?|(?:3d)?flair(?:w|3d)?|fla|dark[-_. ]?fluid"),
    (Modality.T2, r"t2(?:w|wi|tse|fse|space)?"),
    (Modality.T1, r"t1(?:n|w|wi|mprage|mpr)?|mp2?rage"),
)
_CONTRAST_ELSEWHERE = rf"(?:{_AGENT}|\+c|c\+|{_POST})"
_NO_CONTRAST = (
    rf"(?:(?:{_PRE}|non|no|not|without|wo|sin|ohne){_SEP}{_AGENT}|un{_SEP}enhanced"
    rf"|t1w?{_SEP}(?:{_PRE}|native|nativ))"
)
# Neither a T2 nor a T1 of these four: star-weighted, maps, diffusion, perfusion.
_OTHER_SERIES = (
    r"(?:t2[-_. ]?(?:star|\*)|swi|swan|adc|dwi|dti|dsc|dce|perf|pwi|asl|bold|t[12]map|localizer)"
)
# What scanners write between a sequence's name and its contrast agent.
_DESCRIPTOR = re.compile(
    r"ax\w*|tra\w*|sag\w*|cor\w*|3d|2d|[0-9]+mm|t?se|fse|ge|gre|f?spgr|mprage|mpr|ir\w*|bravo|vibe"
    r"|tfe|t?ffe|fl[23]d\w*|flash|space|cube|vista|iso\w*|fs|fatsat|w|wi|weighted|mri?|brain|head"
    r"|stripped|bet|reg\w*|n4|bias\w*|corrected|norm\w*|nav\w*|stealth|thin|hi\w*|res|vol\w*|whole"
    r"|img|images?|series|with|w|and|of"
)
# Registered to another sequence's space, as in FLAIR_to_T1 or T2-in-T1-space, it stays itself.
_TARGET = re.compile(
    rf"(?<=[a-z0-9+]){_SEP}(?:(?:co?-?)?reg(?:istered)?|aligned|warped)?[-_. ]*"
    r"(?:(?<=[-_. ])(?:to|in|on|into|onto)[-_. ]+|(?<=reg)2?[-_. ]+|(?<=registered)[-_. ]+"
    r"|(?:(?<=t1)|(?<=t2)|(?<=flair)|(?<=ce)|(?<=gd)|(?<=reg))(?:2|to))"
    r"(?P<target>(?:t1|t2|flair)[a-z+]*)(?:[-_. ]?space)?(?=$|[-_. ])"
)
_WORDS = re.compile(r"[-_. ()\[\]]+")

# Entities of a BIDS name (bids-specification.readthedocs.io, appendix "Entities").
_SUBJECT = re.compile(r"(?:^|(?<=[_. ]))(?:sub|ses)-[^_. ]+")
_ENTITY = (
    r"(?:^|(?<=[_. ]))(?:sub|ses|sample|task|tracksys|acq|nuc|voi|ce|trc|stain|rec|dir|run|mod|echo"
    r"|flip|inv|mt|part|proc|hemi|space|split|recording|chunk|res|den|tpl|cohort"
    r"|from|to)-{}(?=$|[_. -])"
)
_ENTITIES = (re.compile(_ENTITY.format(r"[^_. ]+")), re.compile(_ENTITY.format(r"[a-z0-9+]+")))
_AGENT_ENTITY = re.compile(r"(?:^|(?<=[_. ]))ce-([^_. ]+)")
_ACQUISITION = re.compile(r"(?:^|(?<=[_. ]))acq-([^_. ]+)")
_NO_AGENT = re.compile(r"no|none|non|without|wo|pre|native|precontrast|noncontrast|nocontrast")


@dataclass(frozen=True)
class Reading:
    """What a name tells.

    Attributes:
        modality: the sequence.
        part: the letters that told.
        other: another sequence that the name may mean just as well; None where it is clear.
    """

    modality: Modality
    part: str
    other: Modality | None = None


def words(text: str) -> list[str]:
    """The words of a name, in lower case."""
    return [word for word in _WORDS.split(text.lower()) if word]


def without_words(text: str, left_out: frozenset[str]) -> str:
    """A name in lower case without some of its words, its separators kept as they are."""
    pieces = re.split(f"({_WORDS.pattern})", text.lower())
    kept = ""
    for word, separator in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        kept += "" if word in left_out else word + separator
    return kept


def is_bids(text: str) -> bool:
    """Whether a name is made of BIDS's entities: it says its subject or session."""
    return _SUBJECT.search(text.lower()) is not None


def without_entities(text: str) -> str:
    """What a BIDS name says of the file itself: its suffix, and entities of label maps."""
    name = text.lower()
    for entities in _ENTITIES:
        rest = entities.sub("", name)
        if words(rest):
            return rest
    return ""


def names_sequence(text: str) -> bool:
    """Whether some part of a text is a sequence's name, whatever else stands there."""
    return bool(_hits(text.lower()))


def sequence_start(text: str) -> int:
    """Where the last telling part's own name of the sequence begins, without its agent."""
    name = text.lower()
    last = max(_hits(name), key=lambda hit: hit[:3])
    core = re.search(r"t1|t2|fla|mp2?rage|dark", name[last[0] - last[1] :])
    return last[0] - last[1] + (core.start() if core else 0)


def read_name(text: str) -> Reading | None:
    """Tell the sequence that one name or series description speaks of.

    The last telling part wins, since names go from the general to the particular; of two
    that end together the longer wins, and of equals the narrower sequence.
    """
    name = text.lower()
    return _read_bids(name) if is_bids(name) else _read_words(name)


def _read_bids(name: str) -> Reading | None:
    said = _read_words(without_entities(name))
    if said is None or said.modality is not Modality.T1:
        return said
    agent = _AGENT_ENTITY.search(name)
    if agent is not None:
        plain = _NO_AGENT.fullmatch(agent[1])
        return said if plain else Reading(Modality.T1GD, f"{agent.group()} … {said.part}")
    acquisition = _ACQUISITION.search(name)
    return _by_acquisition(said, acquisition) if acquisition else said


def _by_acquisition(said: Reading, acquisition: re.Match[str]) -> Reading:
    """A T1 with the entity "acq-", which describes the scan in the centre's own words."""
    label, part = acquisition[1], f"{acquisition.group()} … {said.part}"
    if re.match(r"pre|non?|un|without|native", label):
        return said
    if re.fullmatch(_AGENT, label):
        return Reading(Modality.T1GD, part)
    doubtful = re.search(r"post|gd|gad|contrast|enhanced|^c$|ce$|^ce", label)
    return Reading(Modality.T1GD, part, Modality.T1) if doubtful else said


def _read_words(name: str) -> Reading | None:
    name = _without_target(name)
    hits = _hits(name)
    if not hits or _token(_OTHER_SERIES).search(name):
        return None
    end, length, _, modality, part = max(hits, key=lambda hit: hit[:3])
    if modality not in (Modality.T1, Modality.T1GD):
        return Reading(modality, part)
    none = _token(_NO_CONTRAST).search(name)
    if none is not None:
        within = modality is Modality.T1 or (none.start() < end and none.end() > end - length)
        other = None if within else Modality.T1GD
        return Reading(Modality.T1, f"{part} … {none.group()}", other)
    if modality is Modality.T1GD:
        return Reading(modality, part)
    return _contrast_elsewhere(name, end - length, end) or Reading(modality, part)


def _contrast_elsewhere(name: str, start: int, end: int) -> Reading | None:
    """A T1 whose name speaks of contrast, though not just beside its “T1”."""
    doubtful = None
    for hit in _token(_CONTRAST_ELSEWHERE).finditer(name):
        after = hit.start() >= end
        between = name[end : hit.start()] if after else name[hit.end() : start]
        part = f"{name[start:end]} … {hit.group()}"
        if all(_DESCRIPTOR.fullmatch(word) or _is_agent(word) for word in words(between)):
            return Reading(Modality.T1GD, part)
        # Before the name, and apart from it, stand patients and projects.
        if after or re.fullmatch(_LONG_AGENT, hit.group()):
            doubtful = Reading(Modality.T1GD, part, Modality.T1)
    return doubtful


def _is_agent(word: str) -> bool:
    return re.fullmatch(_CONTRAST_ELSEWHERE, word) is not None


def _without_target(name: str) -> str:
    """The name up to the sequence that the scan was registered to."""
    hit = _TARGET.search(name)
    if hit is None or not _hits(name[: hit.start()]):
        return name
    return name[: hit.start()] + name[hit.end() :]


def _hits(name: str) -> list[tuple[int, int, int, Modality, str]]:
    """Every telling part: where it ends, its length, its rule's rank, sequence, letters."""
    return [
        (hit.end(), hit.end() - hit.start(), -rank, modality, hit.group())
        for rank, (modality, pattern) in enumerate(_PATTERNS)
        for hit in _token(pattern).finditer(name)
    ]


@cache
def _token(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{_LEFT}(?:{pattern}){_RIGHT}")
