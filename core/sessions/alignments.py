"""Where the sequences of a raw study lie, as part of a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.files.marks import mark_of_files
from core.registration.rigid import Alignment, SaidBy, distance_mm
from core.sessions.contents import other_scans
from core.sessions.plain import from_plain, to_plain
from core.studies.study import Modality

_SAME_MM = 0.001
"""What two searches for one place differ by is rounding."""

_RIGID = 1e-6
_PLAIN = {"information": float, "runner_up": float | None, "spread_mm": float, "said_by": SaidBy}


@dataclass(frozen=True, eq=False)
class KnownPlaces:
    """The alignments of one study's scans, which hold for no others.

    Attributes:
        name: of the study.
        mark: of the scans (:mod:`core.files.marks`).
        reference: the sequence that the others are aligned to.
        alignments: of each sequence but the reference.
    """

    name: str
    mark: str
    reference: Modality
    alignments: Mapping[Modality, Alignment]

    def require(self, files: Mapping[Modality, Path], name: str) -> None:
        """Refuse scans that the alignments are not of.

        Args:
            files: of the study that is to be opened.
            name: of that study.

        Raises:
            ReadingError: they are others, or cannot be read.
        """
        if mark_of_files(files) != self.mark:
            raise other_scans(self.name, name)

    def differ(self, alignments: Mapping[Modality, Alignment]) -> bool:
        """Whether a sequence lies elsewhere, or the finding about it is another.

        Args:
            alignments: of the study that is open.

        Raises:
            KeyError: they are of other sequences.
        """
        for modality in set(alignments) ^ set(self.alignments):
            raise KeyError(modality.value)
        return any(_differ(ours, alignments[m]) for m, ours in self.alignments.items())


def _differ(one: Alignment, other: Alignment) -> bool:
    told = {one.said_by, other.said_by}
    by_header = SaidBy.HEADERS in told and len(told) > 1
    return by_header or distance_mm(one.matrix, other.matrix, one.centre_mm) > _SAME_MM


def places_to_plain(
    reference: Modality, alignments: Mapping[Modality, Alignment]
) -> dict[str, Any]:
    """What :func:`read_places` reads."""
    told = {
        m.value: {
            "matrix": found.matrix.tolist(),
            "centre_mm": found.centre_mm.tolist(),
            **{name: to_plain(getattr(found, name)) for name in _PLAIN},
        }
        for m, found in alignments.items()
    }
    return {"reference": reference.value, "alignments": told}


def read_places(values: Any, name: str, mark: str) -> KnownPlaces:
    """The alignments of a session.

    Args:
        values: as :func:`places_to_plain` made them.
        name: of the study.
        mark: of its scans.

    Raises:
        ValueError, KeyError, TypeError: they are none, or move more than a head can move.
    """
    told = from_plain(Mapping[Modality, Any], values["alignments"])
    reference = from_plain(Modality, values["reference"])
    if reference in told:
        raise KeyError(reference.value)
    return KnownPlaces(name, mark, reference, {m: _alignment(told[m]) for m in told})


def _alignment(values: Mapping[str, Any]) -> Alignment:
    matrix = np.array(from_plain(list[list[float]], values["matrix"]), np.float64)
    centre = np.array(from_plain(list[float], values["centre_mm"]), np.float64)
    if matrix.shape != (4, 4) or centre.shape != (3,) or not np.isfinite(centre).all():
        raise ValueError("its affine is none")
    turn = matrix[:3, :3]
    rigid = np.allclose(turn @ turn.T, np.eye(3), atol=_RIGID) and np.linalg.det(turn) > 0
    if not np.isfinite(matrix).all() or not rigid or (matrix[3] != [0, 0, 0, 1]).any():
        raise ValueError("its affine is none")
    plain = {name: from_plain(kind, values[name]) for name, kind in _PLAIN.items()}
    return Alignment(matrix=matrix, centre_mm=centre, **plain)
