"""The demo study: a synthetic head with a tumour, in four sequences, with its truth.

Nothing of it comes from a patient, so it may be shown, shipped and tested with. Every voxel
follows from the seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import nibabel as nib
import numpy as np
import numpy.typing as npt

from core.errors import WritingError
from core.files.outputs import require_outputs
from core.files.writing import replacing
from core.labels import LabelConvention, LabelMap, to_convention
from core.phantom.anatomy import Anatomy, make_anatomy
from core.phantom.fields import Field, Lattice, smooth_noise
from core.phantom.places import places_of
from core.phantom.skull import around_brain
from core.phantom.tumour import Growth, Tumour, make_tumour, pushed_aside
from core.space.affine import Affine, Grid, from_ras, ras_grid
from core.studies.study import Modality, Study, Volume

NAME = "demo"
FILE_SUFFIXES: Mapping[Modality, str] = MappingProxyType(
    {Modality.T1: "t1", Modality.T1GD: "t1ce", Modality.T2: "t2", Modality.FLAIR: "flair"}
)

_HALF_SIZE_MM = (72.0, 91.0, 77.0)
_WITH_SKULL_MM = (100.0, 128.0, 140.0)
WARP_MM = 2.2
DEMO_TUMOUR = Growth()

# Relative signal of CSF, cortex, deep grey, white matter, necrosis, rim, oedema far from and
# close to the core, vessel; then the file's scale. Set beside the quantiles of 22 real cases
# after `core.segmenting.preprocessing`.
_SIGNAL: Mapping[Modality, tuple[float, ...]] = MappingProxyType(
    {
        Modality.T1: (0.36, 0.76, 0.82, 0.98, 0.66, 0.80, 0.87, 0.77, 0.80),
        Modality.T1GD: (0.36, 0.76, 0.86, 0.98, 0.66, 1.40, 0.88, 0.78, 1.70),
        Modality.T2: (1.30, 0.60, 0.53, 0.46, 1.20, 0.95, 0.70, 1.05, 0.60),
        Modality.FLAIR: (0.20, 0.68, 0.63, 0.55, 0.96, 0.95, 0.81, 1.10, 0.50),
    }
)
_FILE_SCALE: Mapping[Modality, float] = MappingProxyType(
    {Modality.T1: 900.0, Modality.T1GD: 1100.0, Modality.T2: 700.0, Modality.FLAIR: 800.0}
)


@dataclass(frozen=True)
class KnownHead:
    """A synthetic study with what was made beside it.

    Attributes:
        study: sequences, int16.
        truth: label map of the tumour.
        brain: boolean, what brain extraction should leave.
        places: where in the brain each voxel lies, uint8, numbers of
            :data:`core.phantom.places.PLACES`; None where nobody asked.
    """

    study: Study
    truth: LabelMap
    brain: npt.NDArray[np.bool_]
    places: LabelMap | None = None


def demo_study(
    seed: int = 7,
    shape: tuple[int, int, int] = (240, 240, 155),
    spacing_mm: float = 1.0,
) -> tuple[Study, LabelMap]:
    """Make the demo study and its true label map.

    Args:
        seed: another seed gives another cortex, another tumour outline and other noise.
        shape: voxels along i, j, k; the axes grow towards L, P, S as in the BraTS files.
        spacing_mm: isotropic voxel size. A coarse grid of the same extent, such as
            (60, 60, 40) at 4 mm, makes a quick study for tests.

    Returns:
        The study (int16 volumes, skull-stripped, background exactly 0) and the label map.
    """
    made = _make(seed, Grid(shape, _affine(shape, spacing_mm)))
    return made.study, made.truth


def raw_demo_study(
    seed: int = 7, shape: tuple[int, int, int] = (200, 256, 280), spacing_mm: float = 1.0
) -> KnownHead:
    """Make the demo study as a scanner would see it: skull, scalp, face, eyes, noise in the air.

    Args:
        seed: see :func:`demo_study`.
        shape: voxels along i, j, k; the brain lies in the middle.
        spacing_mm: isotropic voxel size; a coarse grid makes a quick study for tests.
    """
    return _make(seed, Grid(shape, _affine(shape, spacing_mm)), with_skull=True)


def known_head(
    seed: int,
    shape: tuple[int, int, int] = (240, 240, 155),
    spacing_mm: float = 1.0,
    growth: Growth = DEMO_TUMOUR,
    modalities: Sequence[Modality] = tuple(Modality),
    warp_mm: float = WARP_MM,
) -> KnownHead:
    """Make a study as :func:`demo_study` does, with the places of its brain.

    Args:
        seed: see :func:`demo_study`.
        shape: voxels along i, j, k.
        spacing_mm: isotropic voxel size.
        growth: where its tumour grows.
        modalities: the sequences that are made.
        warp_mm: by how much this brain's shape is its own, a standard deviation; 0 for none.
    """
    grid = Grid(shape, _affine(shape, spacing_mm))
    return _make(seed, grid, growth, modalities, warp_mm, with_places=True)


def _make(
    seed: int,
    grid: Grid,
    growth: Growth = DEMO_TUMOUR,
    modalities: Sequence[Modality] = tuple(Modality),
    warp_mm: float = WARP_MM,
    *,
    with_skull: bool = False,
    with_places: bool = False,
) -> KnownHead:
    lattice, box = _lattice(grid, _WITH_SKULL_MM if with_skull else _HALF_SIZE_MM)
    # One stream per part, so that a change to one does not reshuffle the others.
    warp, folding, growing, *noises = np.random.default_rng(seed).spawn(3 + len(Modality))
    drift = [np.float32(warp_mm) * smooth_noise(warp, lattice, 42.0) for _ in range(3)]
    x, y, z = (p + d for p, d in zip(pushed_aside(lattice, growth), drift, strict=True))
    anatomy = make_anatomy(folding, lattice, (x, y, z))
    tumour = make_tumour(growing, lattice, anatomy, growth)
    volumes = {}
    for modality, rng in zip(Modality, noises, strict=True):
        if modality not in modalities:
            continue
        around = None
        if with_skull:
            around = around_brain(np.random.default_rng(seed), lattice, anatomy.head, modality)
        signal = _signal(rng, lattice, anatomy, tumour, modality, around)
        volumes[modality] = _volume(_whole(signal, box, grid), grid)
    brain = _whole(anatomy.head.astype(np.uint8), box, grid) > 0
    truth = _whole(tumour.label_map, box, grid)
    places = _whole(places_of((x, y, z), anatomy.head), box, grid) if with_places else None
    return KnownHead(Study(NAME, volumes), truth, brain, places)


def brain_outline(spacing_mm: float = 4.0) -> npt.NDArray[np.bool_]:
    """The phantom's head without a tumour and the same on both sides, RAS+, cut to its box.

    Args:
        spacing_mm: isotropic voxel size.

    Returns:
        Shape (x, y, z): what a brain extraction would leave.
    """
    extent = [int(np.ceil(2 * half / spacing_mm)) + 2 for half in _HALF_SIZE_MM]
    shape = (extent[0], extent[1], extent[2])
    lattice, _ = _lattice(Grid(shape, _affine(shape, spacing_mm)), _HALF_SIZE_MM)
    nothing = np.zeros(lattice.shape, np.float32)
    position = (lattice.x + nothing, lattice.y + nothing, lattice.z + nothing)
    head = make_anatomy(np.random.default_rng(0), lattice, position).head
    return np.asarray(head | head[::-1])


def write_demo_study(folder: Path, seed: int = 7, *, overwrite: bool = False) -> None:
    """Write four sequences and ``demo_seg.nii.gz`` (BraTS 2021 labels) into a folder.

    Args:
        folder: made if need be.
        seed: see :func:`demo_study`.
        overwrite: whether files that exist are replaced.

    Raises:
        WritingError: the folder cannot be made or written to, or holds such files.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WritingError(f"{folder}: the folder cannot be made ({reason}).") from error
    names = [f"{NAME}_{ending}.nii.gz" for ending in (*FILE_SUFFIXES.values(), "seg")]
    require_outputs([folder / name for name in names], overwrite=overwrite)
    study, truth = demo_study(seed)
    files = {
        f"{NAME}_{suffix}.nii.gz": study.volumes[m].data for m, suffix in FILE_SUFFIXES.items()
    }
    files[f"{NAME}_seg.nii.gz"] = to_convention(truth, LabelConvention.BRATS2021)
    for name, data in files.items():
        image = nib.Nifti1Image(data, study.grid.affine, study.reference.header)
        image.set_data_dtype(data.dtype)
        with replacing(folder / name) as fresh:
            nib.save(image, fresh)


def _signal(
    rng: np.random.Generator,
    lattice: Lattice,
    anatomy: Anatomy,
    tumour: Tumour,
    modality: Modality,
    around: Field | None,
) -> Field:
    """One sequence with texture, bias field, partial volume and Rician noise.

    Outside of the brain it is 0, or what is ``around``.
    """
    from scipy.ndimage import gaussian_filter

    csf, grey, deep, white, necrosis, rim, far, close, vessel = _SIGNAL[modality]
    brain = csf * anatomy.csf + grey * anatomy.grey + deep * anatomy.deep + white * anatomy.white
    brain += (vessel - brain) * anatomy.vessel
    texture = 1 + 0.09 * smooth_noise(rng, lattice, 4.0) + 0.10 * smooth_noise(rng, lattice, 10.0)
    oedema = far + (close - far) * tumour.closeness
    parts = ((tumour.oedema, oedema), (tumour.rim, rim), (tumour.necrosis, necrosis))
    for fraction, value in parts:
        brain += (value * texture - brain) * fraction
    if around is not None:
        brain += around
    brain *= 1 + 0.025 * smooth_noise(rng, lattice, 8.0) + 0.04 * smooth_noise(rng, lattice, 70.0)
    noise = 0.035 * rng.standard_normal((2, *lattice.shape), np.float32)
    brain = np.hypot(brain + noise[0], noise[1])
    brain = gaussian_filter(brain, 0.62 / lattice.spacing_mm, truncate=3.0)
    out = np.maximum(brain * _FILE_SCALE[modality], 1)
    if around is None:
        out[~anatomy.head] = 0
    return np.asarray(out, np.float32)


def _affine(shape: tuple[int, int, int], spacing_mm: float) -> Affine:
    """LPS axes with the last voxel of j at y = 0 and the first of i at x = 0, as SRI24 files."""
    affine = np.diag([-spacing_mm, -spacing_mm, spacing_mm, 1.0])
    affine[1, 3] = (shape[1] - 1) * spacing_mm
    return affine


def _lattice(
    grid: Grid, half_mm: tuple[float, float, float]
) -> tuple[Lattice, tuple[slice, slice, slice]]:
    """Positions within the box that holds brain or head, and that box in the RAS+ array."""
    ras = ras_grid(grid)
    spacing = grid.spacing_mm[0]
    axes, box = [], []
    for axis, half in enumerate(half_mm):
        place = (np.arange(ras.shape[axis]) - (ras.shape[axis] - 1) / 2) * spacing
        inside = np.flatnonzero(np.abs(place) <= half)
        box.append(slice(int(inside[0]), int(inside[-1]) + 1))
        side = [1, 1, 1]
        side[axis] = -1
        axes.append(place[inside].astype(np.float32).reshape(side))
    return Lattice(axes[0], axes[1], axes[2], spacing), (box[0], box[1], box[2])


def _whole(part: np.ndarray, box: tuple[slice, slice, slice], grid: Grid) -> np.ndarray:
    """Set a piece of the RAS+ box into the native grid; int16 for signals, uint8 for labels."""
    kind = np.uint8 if part.dtype == np.uint8 else np.int16
    ras = np.zeros(ras_grid(grid).shape, kind)
    ras[box] = part
    return np.ascontiguousarray(from_ras(ras, grid.affine))


def _volume(data: np.ndarray, grid: Grid) -> Volume:
    image = nib.Nifti1Image(data, grid.affine)
    image.header.set_xyzt_units("mm")
    image.set_qform(grid.affine, 1)
    image.set_sform(grid.affine, 1)
    return Volume(data, grid.affine, image.header)
