"""A patient's time points put together: ordered, aligned, compared and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from core.follow_up.aligning import TimeAlignment, align_time_points
from core.follow_up.change import ChangeMap, between, change_between, segmentation_of
from core.follow_up.clinical import NOT_TOLD, NOTHING_SAID, Clinical, Treatment
from core.follow_up.doubts import findings_of
from core.follow_up.new_lesions import new_lesions
from core.follow_up.rano import Assessment, Visit, assess
from core.follow_up.sizes import Sizes, sizes_of
from core.follow_up.time_point import OrderedBy, TimePoint, in_order
from core.labels import Region
from core.measuring.lesions import Lesion
from core.progress import Progress, no_progress
from core.space.affine import Affine
from core.studies.findings import Finding


@dataclass(frozen=True)
class FollowUp:
    """A patient's time points and what follows from them.

    Attributes:
        points: the earliest first; the others are aligned to it.
        ordered_by: what put them into this order.
        alignments: of each point to the first; None for the first.
        sizes: what each label map measures; None where there is none.
        new_lesions: of each point, against all before it; None where an alignment that is not
            trusted, or a label map without ET, cannot tell.
        findings: what a person should know: order, trust, other patients, operations.
    """

    points: tuple[TimePoint, ...]
    ordered_by: OrderedBy
    alignments: tuple[TimeAlignment | None, ...]
    sizes: tuple[Sizes | None, ...]
    new_lesions: tuple[tuple[Lesion, ...] | None, ...]
    findings: tuple[Finding, ...] = ()

    def motion(self, first: int, second: int) -> Affine:
        """World points of one time point to the same tissue's in another's world, (4, 4)."""
        one, two = self.alignments[first], self.alignments[second]
        return between(None if one is None else one.matrix, None if two is None else two.matrix)

    def trusted(self, first: int, second: int) -> bool:
        """Whether the alignment of both to the first time point can be trusted."""
        return all(
            one is None or one.trusted for one in (self.alignments[first], self.alignments[second])
        )

    def change(self, first: int, second: int, progress: Progress = no_progress) -> ChangeMap:
        """What changed from one time point to another, on the grid of the former.

        Args:
            first: its number, from 0.
            second: of the later one.
            progress: may raise ``Cancelled``.

        Raises:
            CheckError: one of them has no segmentation.
        """
        motion = self.motion(first, second)
        return change_between(self.points[first], self.points[second], motion, progress)

    def visits(self, clinical: Mapping[str, Clinical] = MappingProxyType({})) -> tuple[Visit, ...]:
        """What an assessment needs.

        Args:
            clinical: what a person said, by the time point's name.
        """
        return tuple(
            Visit(point.name, point.day, sizes, new, clinical.get(point.name, NOT_TOLD))
            for point, sizes, new in zip(self.points, self.sizes, self.new_lesions, strict=True)
        )

    def assess(
        self,
        treatment: Treatment = NOTHING_SAID,
        clinical: Mapping[str, Clinical] = MappingProxyType({}),
    ) -> tuple[Assessment, ...]:
        """RANO 2.0's category of every time point; instant, so that answers may change."""
        return assess(self.visits(clinical), treatment)


def follow_up(
    points: Sequence[TimePoint],
    progress: Progress = no_progress,
    *,
    alignments: Sequence[TimeAlignment | None] | None = None,
    sizes: Sequence[Sizes | None] | None = None,
) -> FollowUp:
    """Order, align and measure time points.

    Args:
        points: two or more, as a person named them; segmented where that is wanted.
        progress: called many times a second; may raise ``Cancelled``.
        alignments: of each to the first, in the order of :func:`in_order`, where they are known
            already; a label map that was corrected moves no brain.
        sizes: of each, in the same order, where they are known already.

    Raises:
        ReadingError: fewer than two, or two of one name.
        CheckError: two studies share no sequence.
    """
    ordered = in_order(points)
    if alignments is None:
        alignments = align_time_points(ordered.points, progress)
    if sizes is None:
        sizes = [
            None if point.segmentation is None else sizes_of(point.segmentation, progress)
            for point in ordered.points
        ]
    found = tuple(_new(ordered.points, alignments, number) for number in range(len(ordered.points)))
    findings = findings_of(ordered, alignments)
    return FollowUp(ordered.points, ordered.by, tuple(alignments), tuple(sizes), found, findings)


def _new(
    points: Sequence[TimePoint], alignments: Sequence[TimeAlignment | None], number: int
) -> tuple[Lesion, ...] | None:
    """New lesions of a time point against all before it that tell what enhances."""
    now = points[number].segmentation
    earlier = [n for n in range(number) if points[n].segmentation is not None]
    if now is None or not earlier:
        return ()
    if Region.ET not in now.regions:
        return None
    before = []
    for n in earlier:
        found = segmentation_of(points[n])
        if Region.ET not in found.regions:
            continue
        both = alignments[n], alignments[number]
        if any(one is not None and not one.trusted for one in both):
            return None
        motion = between(*(None if one is None else one.matrix for one in reversed(both)))
        before.append((found, motion))
    return new_lesions(now, before) if before else None
