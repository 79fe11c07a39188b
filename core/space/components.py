"""Connected components of masks."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt


def components_of(
    mask: npt.NDArray[np.bool_], connectivity: Literal[6, 26] = 26
) -> npt.NDArray[np.integer[Any]]:
    """Number the connected components of a mask.

    Args:
        mask: shape (i, j, k).
        connectivity: neighbours that hang together, those of faces (6) or of corners too (26).

    Returns:
        0 outside of the mask, 1, 2, ... within its components; same shape.
    """
    import cc3d

    # A rim of nothing: cc3d makes no room for as many components as a mask of single voxels at
    # every other place holds, and raises.
    rimmed = cc3d.connected_components(np.pad(mask, 1), connectivity=connectivity)
    return np.asarray(rimmed[1:-1, 1:-1, 1:-1])
