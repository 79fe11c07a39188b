"""What series are called: words of six languages in descriptions and protocol names.

English, Spanish, German, French, Portuguese and Italian. Accents are dropped before comparing,
since scanners' keyboards lack them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core.studies.study import Modality

_LEFT, _RIGHT = r"(?:^|(?<=[^a-z0-9])|(?<=[a-z])(?=[0-9])|(?<=_))", r"(?=$|[^a-z]|(?<=[0-9])[a-z])"
_S = r"[-_. ]*"


_BEFORE = r"(?:3d|2d|ax|tra|sag|cor|se|tse|fse|gre|ir|s|c|w|e|k)*"
"""What stands before a weighting without a gap, as in ``sagT1``."""


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_LEFT}(?:{pattern}){_RIGHT})" for pattern in patterns))


_AGENT = (
    rf"gd|gad|gado[a-z]*|km|kontrast(?:mittel)?|contrast[eo]?|mdc|m\.d\.c\.?|pdc|civ|c\.i\.v\.?"
    rf"|ce|dotarem|gadovist|magnevist|prohance|multihance|clariscan|bolus|iv{_S}contrast[eo]?"
)

WITH = _words(
    # Names that say it alone, and words for "after" or "with" before the agent's.
    rf"(?:post|pos|nach|apres|apos|dopo|despues|tras|with|con|com|mit|avec|w)"
    rf"[-_. /]*(?:el|le|la|l|iv|i\.v\.)?{_S}(?:{_AGENT}|c|injection|injecao|iniezione|inyeccion)",
    rf"(?:{_AGENT})",
    r"inject(?:e|ee|ed|s|es)?|inj|enhanced|enhancement|realzado|realzada|contrastato|contrastata",
    rf"post{_S}(?:iv|injection|inj)|(?:post|poscontraste|postcontraste|postcontrast|postgado|postgd)",
    r"[st]?t1w?c|t1ce|t1gd|t1km|t1post|\+c|c\+|w/?c|c/(?:c|gd|civ|contraste)|iv\+",
)
_PLUS = re.compile(
    r"\+ ?(?:c|gd|gado|km|k|mdc|civ|iv|contrast[eo]?)(?![a-z])|(?:\bc|\biv|gd|km) ?\+"
)
_ABOUT_SURGERY = _words(
    rf"(?:post|pre|pos){_S}(?:op|surg|treat|rt|rx|trat|tto|ttt|rad|chir|chemo|qt|quir)[a-z]*"
)
WITHOUT = _words(
    rf"(?:pre|vor|avant|antes|prima|before|without|w[/_]?o|wo|sin|ohne|sans|sem|senza|non|no|not)"
    rf"[-_. /]*(?:de{_S}|del{_S}|la{_S}|l{_S}|d{_S}|iv{_S}|i\.v\.{_S})?"
    rf"(?:{_AGENT}|c|injection|injecao|iniezione|inyeccion|inject[a-z]*|enhanced)",
    r"nativ[ea]?|unenhanced|precontrast[eo]?|pregd|pregado|pre|basale|iv-|simple|s/(?:c|gd|civ|contraste)",
)

FLAIR = _words(
    r"(?:t2w?)?[-_. ]*(?:3d)?flair[a-z0-9]*", rf"(?:tir|spcir|ir)2?d?[0-9]*{_S}(?:fla|dark)",
    r"fla", rf"dark{_S}fluid|darkfluid", r"tirm[a-z]*(?=.*dark)", r"cubeflair|brainview[-_ ]?flair",
)  # fmt: skip
T2 = _words(rf"{_BEFORE}t2w?[a-z]*")
T1 = _words(
    rf"{_BEFORE}t1w?[a-z]*",
    r"mp2?rage|mprage[a-z]*|ir-?fspgr|fspgr|spgr|bravo|3d{_S}tfe|vibe|thrive",
)
T1_FLAIR = _words(rf"t1w?{_S}(?:tse|fse)?{_S}(?:dark{_S}fluid|flair)")
PROTON = _words(r"pd|dp|pdw|densidad|protonendichte|proton")

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "localiser",
        _words(
            r"locali[sz]er[a-z0-9]*|scout|aahscout|aahead[a-z_0-9]*|survey|surview|localizador[a-z]*",
            r"localizzatore|reperage|reperages|lokali[sz]er|localisateur|topogram[a-z]*",
            rf"(?:3|three|tri){_S}(?:plane|pl|planos|piani|plans|ebenen)(?:{_S}loc)?|loc|locs|plan{_S}scan",
            r"smart ?brain|planificacion|planejamento|posizionamento|asset|calibration|cal|calib",
            rf"(?:sense|ref|coil|clear){_S}(?:ref|scan|survey)|prescan|shim|b0map|fieldmap",
        ),
    ),
    (
        "subtraction",
        _words(
            r"sub|subs|subtract[a-z]*|subtrac[a-z]*|subtrak[a-z]*|soustraction[s]?|sottrazion[ei]",
            r"substrac[a-z]*|sustrac[a-z]*|resta|differenz|subtracao|subtr",
        ),
    ),
    (
        "diffusion",
        _words(
            r"dwi|e?dwi|dti|dki|diff?usion[a-z]*|difusion|difusao|diffusione|diff|diffw|trace[a-z]*",
            r"adc|eadc|dadc|ep2d_diff[a-z0-9_]*|resolve|fa|colfa|tensor|tractograph[a-z]*|noddi|hardi",
            r"(?:b|bval)[ _-]?(?:500|800|1000|1500|2000|3000)|ivim",
        ),
    ),
    (
        "perfusion",
        _words(
            r"perf[a-z]*|pwi|dsc|dce|asl|pcasl|pasl|r?cbf|r?cbv|mtt|ttp|tmax|ktrans|t1perf|leakage",
            r"perfusi[a-z]*|perfusao|dyn|dynamic[a-z]*|dinamic[a-z]*|dynamisch|k2",
        ),
    ),
    (
        "functional",
        _words(r"bold|fmri|rest(?:ing)?[-_ ]?state|rsfmri|task|t-?map"),
    ),
    (
        "susceptibility",
        _words(
            r"swi[a-z]*|swan[a-z]*|swip|venobold|hemo[a-z]*|hamo[a-z]*|haemo[a-z]*|ffe[-_ ]?t2",
            rf"t2{_S}(?:\*|star|ffe|gre|fl2d|hemo)[a-z]*|t2s|gre{_S}t2[a-z]*|medic|merge|qsm|r2\*|r2star",
        ),
    ),
    (
        "angiography",
        _words(
            r"tof[a-z0-9]*|mra|arm|angio[a-z]*|ceangio|mrv|veno[a-z]*|pc[-_ ]?(?:mra|3d|2d)",
            r"phase[-_ ]?contrast",
            r"flebo[a-z]*|inhance|trance|twist|tricks|willis|dotplot|arterio[a-z]*",
        ),
    ),
    ("spectroscopy", _words(r"mrs|svs|csi|e?spectro[a-z]*|spettro[a-z]*|spektro[a-z]*|press")),
    (
        "projection",
        _words(
            r"mips?|minip|mnip|minmip|maxip|projection|proyeccion|proiezione|vrt|rendering",
            r"3d[-_ ]?rot",
        ),
    ),
    (
        "map",
        _words(
            r"t[12][-_ ]?map[a-z]*|map|mapa|mappa|karte|carte|b1[-_ ]?map|b0|magic[a-z]*",
            r"symaps|synthetic|sintetic[ao]|relaxometr[a-z]*|mtr|report|informe|bericht",
            r"screen[-_ ]?save[a-z]*",
        ),
    ),
)  # fmt: skip
"""Kinds of series that are none of the four, the first that fits counts."""

IMAGE_TYPES: tuple[tuple[str, frozenset[str]], ...] = (
    ("mosaic", frozenset({"MOSAIC"})),
    ("localiser", frozenset({"LOCALIZER", "LOCALISER", "SCOUT"})),
    ("subtraction", frozenset({"SUBTRACTION", "SUB", "SUBTRACT"})),
    (
        "diffusion",
        frozenset({"DIFFUSION", "ADC", "EADC", "FA", "TRACEW", "TRACE", "TENSOR", "DWI", "ISODWI"})
        | {"DIFFUSION_ANISO", "APPARENT DIFFUSION COEFFICIENT"},
    ),
    (
        "perfusion",
        frozenset({"PERFUSION", "CBF", "CBV", "RELCBF", "RELCBV", "RCBF", "RCBV", "MTT", "RELMTT"})
        | {"TTP", "TMAX", "ASL", "PBP"},
    ),
    (
        "map",
        frozenset({"T1 MAP", "T2 MAP", "T2_STAR MAP", "T1_MAP", "T2_MAP", "B0 MAP", "MAP", "T1MAP"})
        | {"T2MAP", "R2_STAR MAP", "FIELD_MAP", "FIELD MAP", "PARAMETRIC", "CSAPARALLEL"},
    ),
    ("susceptibility", frozenset({"SWI", "MNIP"})),
    (
        "projection",
        frozenset({"MIP", "MIN_IP", "MAX_IP", "PROJECTION IMAGE", "PROJECTION", "MINIP", "VRT"})
        | {"MAXIMUM INTENSITY PROJECTION", "MINIMUM INTENSITY PROJECTION", "REFORMATTED_MIP"},
    ),
    ("phase", frozenset({"PHASE", "PHASE MAP", "REAL", "IMAGINARY", "P", "R", "I"})),
    ("secondary_capture", frozenset({"SCREEN SAVE", "SECONDARY CAPTURE"})),
)
"""Words of an image type that tell a kind of series, by the names of ``SetAside``."""

COMPLEX_PARTS = {
    "P": {"P", "PHASE", "PHASE MAP"},
    "R": {"R", "REAL"},
    "I": {"I", "IMAGINARY"},
}
SIEMENS = "SIEMENS MR"
"""How the creator of Siemens' private elements begins."""

NO_AGENT = frozenset(
    {"", "0", "n", "no", "none", "nein", "non", "nil", "null", "off", "ohne", "sans", "senza",
     "sem", "sin", "without", "na", "n/a", "no contrast", "sin contraste", "sans contraste",
     "kein", "keine", "nessuno", "ninguno", "aucun", "nenhum", "false", "unknown", "-", "."}
)  # fmt: skip
"""What people type where nothing was given."""

BALANCED = _words(
    r"fiesta[a-z-]*|ciss|true?fisp|trufi|bffe|b-?tfe|ssfp|balanced|cosmic|space[-_ ]?iac"
)
STIR = _words(r"stir")
HEAD = _words(
    r"head|brain|cerebr[a-z]*|encefal[a-z]*|schadel|kopf|hirn|gehirn|tete|crane|cerveau|cranio|craneo|cabeza|cabeca|neuro|cran[a-z]*|testa|encephal[a-z]*|tumou?r|gliom[a-z]*|crx"
)  # fmt: skip
OTHER_PART = _words(
    r"spine|cervical|c-?spine|t-?spine|l-?spine|lumbar|thoracic|dorsal|sacr[a-z]*|columna|coluna|colonna|rachis",
    r"wirbelsaule|hws|bws|lws|rachide|knee|knie|rodilla|genou|joelho|ginocchio|shoulder|hombro|schulter",
    r"abdomen|abdominal|liver|pelvis|prostat[ae]?|breast|mama|cardiac|heart|neck|cuello|hals|medula|myelo[a-z]*",
    r"orbit[aes]*|orbital|hipofisis|pituitar[a-z]*|hypophys[a-z]*|sella|silla|iac|cai|innenohr|felsenbein|tmj|atm",
)  # fmt: skip


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Small letters without accents; ``µ`` and the like by their plain forms."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(c for c in letters if not unicodedata.combining(c)).lower()


def contrast(text: str) -> tuple[bool, str] | None:
    """Whether words speak of contrast given or not given, and by which; None where of neither."""
    said = _ABOUT_SURGERY.sub(" ", plain(text))
    without = WITHOUT.search(said)
    if without:
        return False, without.group().strip()
    given = WITH.search(said) or _PLUS.search(said)
    return (True, given.group().strip()) if given else None


def weighting(text: str) -> tuple[Modality, str] | None:
    """FLAIR, T2 or T1 (with or without contrast) as words tell it, and by which word."""
    said = plain(text)
    t1_flair = T1_FLAIR.search(said)
    if t1_flair:
        return Modality.T1, t1_flair.group().strip("-_. ")
    for modality, words in ((Modality.FLAIR, FLAIR), (Modality.T1, T1), (Modality.T2, T2)):
        hit = words.search(said)
        if hit and not (modality is Modality.T1 and T2.search(said)):
            return modality, hit.group().strip("-_. ")
        if hit:
            return None
    return None


def kind(text: str) -> tuple[str, str] | None:
    """A kind of series that is none of the four, and the word that tells it."""
    said = plain(text)
    for name, words in KINDS:
        hit = words.search(said)
        if hit:
            return name, hit.group().strip("-_. ")
    return None
