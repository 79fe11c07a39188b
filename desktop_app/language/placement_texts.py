"""How a study was placed in the atlas, how far that is trusted, and what no atlas knows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.anatomy.placing import PlacedBy, Placement
from desktop_app.language.translation import number

translate = QCoreApplication.translate


def trust_text(placement: Placement) -> str:
    """The figure of trust and where the placement comes from; that it is too little, where so."""
    ways = {
        PlacedBy.BRATS_SPACE: translate("Placement", "the study lies in BraTS space"),
        PlacedBy.REGISTRATION: translate("Placement", "the brain was aligned to the template"),
    }
    trust, way = number(placement.trust, 2), ways[placement.how]
    if not placement.enough:
        return translate(
            "Placement",
            "The atlas does not fit this study well enough (trust {0} of 1; {1}): nothing of it is "
            "shown.",
        ).format(trust, way)
    return translate("Placement", "Trust {0} of 1: {1}.").format(trust, way)


def limits_text(placement: Placement) -> str:
    """What an atlas cannot know; that sides are unknown, where they are."""
    said = translate(
        "Placement",
        "An atlas shows where structures usually lie. It does not know what this tumour displaced "
        "or infiltrated, nor what is individual: function is not told by place.",
    )
    if placement.sides_known:
        return said
    unknown = translate("Placement", "Left and right are not known: the files do not say it.")
    return f"{unknown} {said}"
