"""The brain of a raw study as its outline is shown and corrected, on the patient's own grid."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from core.correction.history import History, Step, step_between
from core.correction.patches import Patch
from core.labels import LabelMap
from core.space.affine import Affine, to_ras
from core.space.boxes import Box, hull


@dataclass(eq=False)
class BrainMask:
    """Painted in the GUI thread alone; workers are handed a copy.

    Attributes:
        mask: uint8, 1 for brain, on the study's own axes; None where no brain was extracted.
        ras: the same memory on RAS+ axes.
        version: counts the changes of ``mask``.
        target: the brush corrects the brain, and not the labels.
        erases: it takes away from the brain.
        history: steps that can be undone and done again.
        used: the last step that the network's study was cut out with.
    """

    mask: npt.NDArray[np.uint8] | None = None
    ras: npt.NDArray[np.uint8] | None = None
    version: int = 0
    target: bool = False
    erases: bool = False
    history: History = field(default_factory=History)
    used: Step | None = None
    _copy: tuple[int, npt.NDArray[np.uint8]] | None = None
    _before: LabelMap | None = None
    _box: Box | None = None

    @classmethod
    def of(cls, brain: npt.NDArray[np.bool_] | None, affine: Affine) -> BrainMask:
        """A brain that nobody corrected yet, shape of the study's grid."""
        if brain is None:
            return cls()
        mask = brain.astype(np.uint8)
        return cls(mask, np.asarray(to_ras(mask, affine), np.uint8))

    @property
    def there(self) -> bool:
        """Whether a brain was extracted."""
        return self.mask is not None

    @property
    def pending(self) -> bool:
        """Whether it was corrected after the network's study was cut out."""
        return self.history.last is not self.used

    @property
    def painting(self) -> bool:
        """Whether a step goes on."""
        return self._before is not None

    def copied(self) -> npt.NDArray[np.uint8]:
        """The mask as it is now, which nobody changes; the same while no version follows."""
        assert self.mask is not None, "whoever copies asks first"
        if self._copy is None or self._copy[0] != self.version:
            self._copy = self.version, self.mask.copy(order="K")
        return self._copy[1]

    def follow(self, mask: npt.NDArray[np.uint8]) -> None:
        """Become another mask of the same shape, in one step; nothing where no brain is."""
        if self.mask is None or self.ras is None:
            return
        self.finish()
        before = self.ras.copy()
        self.mask[...] = mask
        self.version += 1
        step = step_between(before, self.ras)
        if step is not None:
            self.history.add(step)

    def paint(self, patch: Patch) -> None:
        """Write a patch, as part of a step that goes on until :meth:`finish`."""
        assert self.ras is not None, "whoever paints asks first"
        if self._before is None:
            self._before = self.ras.copy()
        self._box = hull(self._box, patch.box)
        self._write(patch)

    def finish(self) -> None:
        """End the step, which can be undone from here on."""
        before, box, self._before, self._box = self._before, self._box, None, None
        if before is None or self.ras is None:
            return
        step = step_between(before, self.ras, box)
        if step is not None:
            self.history.add(step)

    def apply(self, patch: Patch | None) -> None:
        """A step that the history knows already."""
        if patch is not None:
            self._write(patch)

    def _write(self, patch: Patch) -> None:
        assert self.ras is not None, "there is a history only of a brain"
        self.ras[patch.where] = patch.values
        self.version += 1
