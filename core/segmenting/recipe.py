"""How a network that somebody else trained wants its input, and what its outputs mean.

A model that was brought (:mod:`core.foreign_models`) keeps what its own files say: which sequences
in which order, which way the axes run, what is cut, normalised and resampled in which order, which
windows slide, and which outputs make WT, TC and ET.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from core.labels import Region
from core.space.affine import parse_axes
from core.space.boxes import Size
from core.studies.study import Modality


class Manner(StrEnum):
    """Whose habits of resampling and of sliding windows a network was trained with."""

    MONAI = "monai"
    NNUNET = "nnunet"


class Scheme(StrEnum):
    """How one channel is normalised."""

    NONE = "none"
    ZSCORE = "zscore"
    """Less the mean, by the standard deviation, of every voxel."""
    ZSCORE_NONZERO = "zscore_nonzero"
    """The same over the channel's own voxels that are not 0; the others stay 0."""
    ZSCORE_MASK = "zscore_mask"
    """The same over the foreground that :class:`Crop` found; the others stay as they are."""
    RANGE = "range"
    """From the least value at 0 to the greatest at 1."""


@dataclass(frozen=True)
class Crop:
    """Cut away what is 0 in every channel; the foreground is what is left, its holes filled."""


@dataclass(frozen=True)
class Normalise:
    """Normalise each channel.

    Attributes:
        schemes: one for each channel.
    """

    schemes: tuple[Scheme, ...]


@dataclass(frozen=True)
class Resample:
    """Interpolate to another spacing, and the answer back.

    Attributes:
        spacing_mm: along the network's axes.
        manner: MONAI's keeps the first voxels' centres together and interpolates linearly;
            nnU-Net's keeps the outer faces together, with splines.
        order: of nnU-Net's splines on the way there.
        order_across: of the same across thick slices.
        order_back: of the same on the way back.
    """

    spacing_mm: tuple[float, float, float]
    manner: Manner
    order: int = 3
    order_across: int = 0
    order_back: int = 1


Step = Crop | Normalise | Resample
_STEPS: Mapping[str, type[Step]] = {"crop": Crop, "normalise": Normalise, "resample": Resample}


@dataclass(frozen=True)
class Windows:
    """Windows that slide over what was prepared.

    Attributes:
        size: voxels along the network's axes.
        overlap: share by which two neighbours overlap.
        gaussian: whether weights fall towards a window's edges.
        manner: where they begin, and which Gaussian.
    """

    size: Size
    overlap: float
    gaussian: bool
    manner: Manner


@dataclass(frozen=True)
class Outputs:
    """What the network answers.

    Attributes:
        regions: the output channels whose probabilities add up to each region's.
        softmax: whether one label excludes the others; else each channel is asked by itself.
        activated_last: whether the answer is brought back to the study's grid before it becomes
            probabilities, as nnU-Net does.
    """

    regions: Mapping[Region, tuple[int, ...]]
    softmax: bool
    activated_last: bool


@dataclass(frozen=True)
class Recipe:
    """All that running a network takes, beside its weights.

    Attributes:
        channels: sequences in the order of the network's input channels.
        axes: direction in which each spatial axis of the input grows, such as ``"LPS"``.
        steps: what is done to the input, in order.
        windows: how it is shown to the network.
        outputs: what comes out.
        networks: how many networks' answers are averaged.
        mirrored: axes of the input whose mirror images Accurate mode averages too.
    """

    channels: tuple[Modality, ...]
    axes: str
    steps: tuple[Step, ...]
    windows: Windows
    outputs: Outputs
    networks: int = 1
    mirrored: tuple[int, ...] = ()

    @property
    def spacing_mm(self) -> tuple[float, float, float] | None:
        """What the network sees, along its axes; None for the study's own."""
        return next((s.spacing_mm for s in self.steps if isinstance(s, Resample)), None)

    def to_json(self) -> dict[str, Any]:
        """Plain values for a model package's JSON."""
        names = {kind: name for name, kind in _STEPS.items()}
        outputs = self.outputs
        return {
            "channels": [m.value for m in self.channels],
            "axes": self.axes,
            "steps": [{"step": names[type(step)], **asdict(step)} for step in self.steps],
            "windows": asdict(self.windows),
            "outputs": {
                "regions": {r.value: list(c) for r, c in outputs.regions.items()},
                "softmax": outputs.softmax,
                "activated_last": outputs.activated_last,
            },
            "networks": self.networks,
            "mirrored": list(self.mirrored),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Recipe:
        """Inverse of :meth:`to_json`.

        Raises:
            KeyError, TypeError, ValueError: it is no such thing, or tells of what cannot be.
        """
        windows, outputs = values["windows"], values["outputs"]
        regions = {Region(r): tuple(map(int, c)) for r, c in outputs["regions"].items()}
        recipe = cls(
            channels=tuple(map(Modality, values["channels"])),
            axes=parse_axes(values["axes"]),
            steps=tuple(map(_step, values["steps"])),
            windows=Windows(
                size=three(windows["size"], int),
                overlap=float(windows["overlap"]),
                gaussian=bool(windows["gaussian"]),
                manner=Manner(windows["manner"]),
            ),
            outputs=Outputs(regions, bool(outputs["softmax"]), bool(outputs["activated_last"])),
            networks=int(values["networks"]),
            mirrored=tuple(map(int, values["mirrored"])),
        )
        _require_possible(recipe)
        return recipe


def three(values: Any, kind: type) -> Any:
    """Three numbers above 0, of an int or a float.

    Raises:
        TypeError, ValueError: they are none.
    """
    numbers = tuple(kind(value) for value in values)
    if len(numbers) != 3 or not all(0 < n < float("inf") for n in numbers):
        raise ValueError(f"{values!r} are not three sizes")
    return numbers


def _step(values: Mapping[str, Any]) -> Step:
    rest = {name: value for name, value in values.items() if name != "step"}
    kind = _STEPS[values["step"]]
    if kind is Normalise:
        return Normalise(tuple(map(Scheme, rest["schemes"])))
    if kind is Resample:
        spacing, manner = three(rest.pop("spacing_mm"), float), Manner(rest.pop("manner"))
        return Resample(spacing, manner, **{name: int(order) for name, order in rest.items()})
    return Crop()


def _require_possible(recipe: Recipe) -> None:
    """Refuse what :func:`core.segmenting.imported.run_imported` could not run."""
    outputs = recipe.outputs.regions
    problems = {
        "no sequence, or one twice": not recipe.channels
        or len(set(recipe.channels)) < len(recipe.channels),
        "an overlap outside of 0 to 0.9": not 0 <= recipe.windows.overlap <= 0.9,
        "a region without output": set(outputs) != set(Region)
        or not all(channels and min(channels) >= 0 for channels in outputs.values()),
        "as many normalisations as no channels": any(
            len(s.schemes) != len(recipe.channels) for s in recipe.steps if isinstance(s, Normalise)
        ),
        "no network": recipe.networks < 1,
        "a mirrored axis that is none": not set(recipe.mirrored) <= {0, 1, 2},
    }
    wrong = [text for text, found in problems.items() if found]
    if wrong:
        raise ValueError(", ".join(wrong))
