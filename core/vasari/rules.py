"""By which rule each answer follows from its number, and why the others are open, in English.

One place, so that the window can say them in its language. Numbers in these sentences are those of
the code beside them; a test holds both together.
"""

from __future__ import annotations

PLACE = (
    "The structure of the atlas that holds most of the largest piece of the core; the number is"
    " its share."
)
SIDE = (
    "The side of the symmetry plane on which the middle of the largest piece of the core lies; the"
    " number is its distance. Within 2 mm, or with a third of that piece on each side, it is the"
    " centre or both."
)
ELOQUENT = (
    "Involved is what lies at most 5 mm from the core. The numbers are the smallest distances."
    " Speech is looked for on the left alone, as in most right-handed people."
)
QUALITY = (
    "By how much the enhancing label outshines the rest of the brain on T1Gd, beside T1: none"
    " without that label, minimal or mild under 20 %, else marked or avid."
)
ENHANCING = "Volume of the enhancing label by that of all labels, in whole per cent."
NON_ENHANCING = (
    "Volume of the core that no enhancing rim encloses, by that of all labels, in whole per cent."
    " The labels do not tell it from necrosis."
)
NECROSIS = (
    "Volume of the core that the enhancing rim encloses (gaps of up to 4 mm closed, in two planes"
    " of three), by that of all labels, in whole per cent. The labels do not tell it from"
    " non-enhancing tumour."
)
FOCI = (
    "Multifocal where a second piece of the abnormality that touches the first nowhere holds at"
    " least 0.065 ml of core (a ball of 5 mm); the number counts such pieces. Multicentric and"
    " gliomatosis are for a person to say."
)
THICKNESS = (
    "Median thickness of the enhancing label: half of it lies where a ball at least this wide fits"
    " in. Thin under 3 mm. Solid where under 5 % of what it encloses, itself included, does not"
    " enhance."
)
NO_ENHANCEMENT = "Nothing bears the enhancing label."
OEDEMA = (
    "Volume of the oedema label by that of all labels, in whole per cent. The label holds"
    " infiltrated tissue too."
)
CROSSING = (
    "Yes where one connected lesion has at least 0.065 ml of it more than 2 mm beyond the symmetry"
    " plane on each side; the number is the smaller volume. A pushed midline is not told from a"
    " crossed one."
)
EPENDYMA = (
    "Yes where the core comes within 2 mm of a ventricle of the atlas; the number is the smallest"
    " distance."
)
CORTEX = (
    "Yes where the core comes within 3 mm, about the thickness of the cortex, of the brain's outer"
    " surface; the number is the smallest distance. The depth of the sulci is not seen."
)
DEEP = (
    "Reached is what holds at least 0.1 ml of the core. The numbers are volumes in the atlas's"
    " structures."
)
SATELLITES = (
    "Yes where the main lesion holds a piece of core that touches the largest one nowhere and has"
    " at least 0.065 ml of enhancement (a ball of 5 mm); the number counts such pieces."
)
LONGEST = "Longest line within all labels on one axial slice."
PERPENDICULAR = "Longest line at a right angle to the longest, on the same slice."

LOOKED_AT = "The scans have to be looked at."
NO_ADC = "An ADC map is needed; the program reads none."
NO_SKULL = "The skull has to be looked at."
PIA = (
    "The scans have to be looked at. The number is the smallest distance of enhancement to the"
    " brain's outer surface."
)
NO_ATLAS = "An atlas is needed, and none lies well enough over this study."
NO_PLANE = "No symmetry plane was found."
NO_SIDES = "Left and right are not known: the files do not say it."
NO_SURFACE = "The brain's outer surface is not known."
NO_CORE = "The labels tell the whole tumour alone."
NO_CONTRAST = "T1 and T1Gd without the skull are needed for the number."
NO_TUMOUR = "The label map holds no tumour."

ALL_RULES = tuple(
    value for name, value in globals().items() if name.isupper() and isinstance(value, str)
)
"""Every sentence of this file, for whoever translates them."""
