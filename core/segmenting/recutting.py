"""The same probabilities cut again: at other thresholds, or with regions that cannot be told.

Nothing is lost by it: what the model's own thresholds gave is kept to go back to, and what a person
painted stays painted.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.errors import GliovistaError
from core.labels import Region, whole_tumour_alone
from core.segmenting.postprocessing import PostProcessing, label_map_from_probabilities
from core.segmenting.regridding import segmentation_on
from core.space.boxes import box_of
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation, Thresholds


def automatic(found: Segmentation) -> Segmentation:
    """What the model gave, before anybody corrected it or moved a threshold."""
    uncorrected = found.uncorrected
    return uncorrected.cut_from or uncorrected


def probabilities_of(found: Segmentation) -> npt.NDArray[np.uint8]:
    """What a threshold cuts, see :attr:`core.studies.segmentation.Segmentation.probabilities`.

    Raises:
        GliovistaError: there are none, as in a label map from a file.
    """
    if found.probabilities is None:
        raise GliovistaError(
            f"{found.study_name}: this label map was loaded or drawn, so it has no "
            "probabilities to cut at another threshold. Segment the study first."
        )
    return found.probabilities


def recut(
    found: Segmentation,
    rules: PostProcessing,
    thresholds: Thresholds | None = None,
    *,
    untold_shown: bool = False,
) -> Segmentation:
    """Cut a result's probabilities again, under all of the model's rules.

    Args:
        found: a result of the network, perhaps corrected by hand or cut before.
        rules: the model's.
        thresholds: in the place of the model's own; None for those.
        untold_shown: let the label map hold the regions that the sequences cannot tell.

    Returns:
        The result at these thresholds. Voxels that a person painted keep their label; the rest
        follows. Equal thresholds give :func:`automatic` itself where nobody corrected anything.

    Raises:
        GliovistaError: there are no probabilities, as in a label map from a file.
    """
    original = automatic(found)
    untold_shown = untold_shown and bool(original.untold)
    if thresholds == rules.thresholds:
        thresholds = None
    if thresholds is None and untold_shown == original.untold_shown:
        cut = original
    else:
        cut = _cut(original, rules, thresholds, untold_shown=untold_shown)
    return _with_what_was_painted(cut, found)


def _cut(
    original: Segmentation,
    rules: PostProcessing,
    thresholds: Thresholds | None,
    *,
    untold_shown: bool,
) -> Segmentation:
    if original.prepared is not None:
        # Where the network saw the head, as the first time: the rules count its voxels.
        cut = _cut(original.prepared, rules, thresholds, untold_shown=untold_shown)
        moved = segmentation_on(cut, original.grid, probabilities=False)
        return replace(
            moved,
            probabilities=original.probabilities,
            seconds=original.seconds,
            cut_from=original,
            # What the scans' check said, and a corrected brain, only the patient's grid knows.
            provenance=_moved_to(thresholds, original.provenance),
        )
    probabilities = probabilities_of(original)
    if thresholds is not None:
        rules = replace(rules, thresholds=thresholds)
    label_map = label_map_from_probabilities(probabilities, rules, original.grid.voxel_ml)
    if original.untold and not untold_shown:
        label_map = whole_tumour_alone(label_map)
    return replace(
        original,
        label_map=label_map,
        # The estimates were learnt at the model's thresholds, with all four sequences.
        expected_dice=None,
        thresholds=thresholds,
        untold_shown=untold_shown,
        cut_from=original,
        provenance=_moved_to(thresholds, original.provenance),
    )


def _moved_to(thresholds: Thresholds | None, provenance: Provenance) -> Provenance:
    """The provenance of the same result at other thresholds."""
    return replace(provenance, thresholds=dict(zip(Region, thresholds or (), strict=False)))


def _with_what_was_painted(cut: Segmentation, found: Segmentation) -> Segmentation:
    """The cut, with the corrections of ``found`` on top."""
    if not found.corrected:
        return cut
    painted = found.label_map != found.uncorrected.label_map
    box = box_of(painted)
    if box is None:
        return cut
    label_map = cut.label_map.copy(order="K")
    label_map[box][painted[box]] = found.label_map[box][painted[box]]
    return cut.with_corrections(label_map, found.own_steps)
