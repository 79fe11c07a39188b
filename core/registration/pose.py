"""A rigid motion by six numbers in millimetres, and how it moves points when they change."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from core.space.affine import Affine

Six = npt.NDArray[np.float64]
"""A turn about each axis, times :data:`LEVER_MM`, and a shift along each."""

LEVER_MM = 70.0
"""Half a head: so far from its middle a turn by one unit moves tissue by one millimetre."""


def turned(six: Six) -> npt.NDArray[np.float64]:
    """The turn, shape (3, 3), about the axis that the first three numbers point along."""
    vector = six[:3] / LEVER_MM
    angle = float(np.linalg.norm(vector))
    cross = _cross(vector)
    sine = np.sinc(angle / np.pi)
    cosine = 0.5 * np.sinc(angle / (2 * np.pi)) ** 2
    return np.asarray(np.eye(3) + sine * cross + cosine * cross @ cross)


def matrix_of(six: Six, centre: npt.NDArray[np.float64]) -> Affine:
    """The motion, shape (4, 4); turns are about ``centre``."""
    matrix = np.eye(4)
    matrix[:3, :3] = turned(six)
    matrix[:3, 3] = centre + six[3:] - matrix[:3, :3] @ centre
    return matrix


def pulled(six: Six, moved: npt.NDArray[np.float32], pull: npt.NDArray[np.float32]) -> Six:
    """The derivative by the six numbers of what has the derivative ``pull`` by its points.

    Args:
        six: the motion.
        moved: points after the turn, relative to the centre, without the shift; shape (n, 3).
        pull: derivative by each point's place, shape (n, 3).
    """
    torque = np.cross(moved, pull).sum(axis=0, dtype=np.float64)
    vector = six[:3] / LEVER_MM
    angle = float(np.linalg.norm(vector))
    cross = _cross(vector)
    # The left Jacobian of the rotation group at this vector.
    if angle < 1e-4:
        jacobian = np.eye(3) + 0.5 * cross
    else:
        jacobian = (
            np.eye(3)
            + (1 - np.cos(angle)) / angle**2 * cross
            + (angle - np.sin(angle)) / angle**3 * cross @ cross
        )
    return np.concatenate([jacobian.T @ torque / LEVER_MM, pull.sum(axis=0, dtype=np.float64)])


def _cross(vector: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    x, y, z = vector.tolist()
    return np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
