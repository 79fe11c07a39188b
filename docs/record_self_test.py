"""Record what the shipped model finds in the demo study, for the self-test to compare with.

Run ``python -m docs.record_self_test`` from the repository's root whenever the model that ships,
the demo study or the postprocessing changes; then commit ``resources/self_test``.
"""

from __future__ import annotations

from core.labels import Region, region_mask
from core.phantom.phantom import demo_study
from core.scoring.metrics import dice
from core.segmenting.inference import segment
from core.segmenting.model_package import load_model
from desktop_app.self_test.recording import RECORDING, Recording, file_hashes, write_recording


def main() -> None:
    """Segment the demo study in float32 and write ``resources/self_test/demo_labels.json``.

    Raises:
        SystemExit: a region is empty, so that the recording would show nothing.
    """
    study, truth = demo_study()
    model = load_model(precision="f32")
    found = segment(study, model).label_map
    for region in Region:
        mask = region_mask(found, region)
        if not mask.any():
            raise SystemExit(f"{region.value} is empty: this model does not find the demo's tumour")
        ml = int(mask.sum()) * study.grid.voxel_ml
        print(f"{region.value}: {ml:.1f} ml, Dice {dice(mask, region_mask(truth, region)):.3f}")
    package = model.package
    write_recording(Recording(package.name, file_hashes(package.folder), model.engine.name, found))
    print(f"{RECORDING}: {RECORDING.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
