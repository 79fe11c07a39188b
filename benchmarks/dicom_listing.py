"""How long the series among thousands of DICOM files take to list.

Usage::

    python -m benchmarks.dicom_listing [--files 3000] [--repeat 3]

Writes its own files: 20 series with as many elements before the pixels as scanners write, in
folders as a hospital's archive exports them. Fails where listing takes over 6 s for 3,000 files.
Times are the best of the repeats; the files are in the system's cache, as they are after copying.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom

from core.dicom.finding import find_series
from core.dicom.recognising import recognise
from core.phantom.scanner import PROTOCOLS, write_series
from core.studies.study import Modality

SERIES = 20
LIMIT_S_PER_FILE = 6.0 / 3000
# As many elements as a scanner writes, in the groups that are walked through.
FILLING = {
    "InstitutionName": "Hospital", "InstitutionAddress": "A long street 12, 28000 Somewhere, Land",
    "StationName": "MRC12345", "ManufacturerModelName": "Scanner", "PatientAge": "065Y",
    "PatientSize": "1.7", "PatientWeight": "70", "StudyDescription": "MR head with and without",
    "SoftwareVersions": "syngo MR E11", "DeviceSerialNumber": "12345", "NumberOfAverages": "1",
    "ImagingFrequency": "123.25", "ImagedNucleus": "1H", "MagneticFieldStrength": "3",
    "NumberOfPhaseEncodingSteps": "307", "PercentSampling": "80", "PercentPhaseFieldOfView": "87.5",
    "PixelBandwidth": "225", "TransmitCoilName": "Body", "AcquisitionMatrix": [0, 384, 307, 0],
    "InPlanePhaseEncodingDirection": "ROW", "FlipAngle": "90", "VariableFlipAngleFlag": "N",
    "SAR": "1.2", "dBdt": "0", "SliceLocation": "12.5", "WindowCenter": "500", "AngioFlag": "N",
    "WindowWidth": "1200", "WindowCenterWidthExplanation": "Algo1", "InstanceCreationDate":
    "20260102", "InstanceCreationTime": "101112.123", "SmallestImagePixelValue": 0,
    "LargestImagePixelValue": 1200, "SeriesTime": "101112.5", "ContentTime": "101113.5",
    "PerformedProcedureStepID": "MR1", "ImageComments": "comment " * 10, "EchoNumbers": "1",
}  # fmt: skip


def make(folder: Path, files: int) -> None:
    """Write the series."""
    count = files // SERIES
    data = np.zeros((64, 64, count), np.int16)
    affine = np.diag([-3.5, -3.5, 1.0, 1.0])
    for number in range(SERIES):
        base = PROTOCOLS[tuple(Modality)[number % 4]]
        protocol = replace(base, number=number + 1, more=FILLING)
        write_series(folder / f"{number // 7}" / f"S{number:02d}", data, affine, protocol)


def best_s(work: Callable[[], object], repeat: int) -> float:
    """Shortest of some runs."""
    times = []
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, options.files)
        paths = [path for path in folder.rglob("*") if path.is_file()]
        listed = best_s(lambda: find_series([folder]), options.repeat)
        cpu = time.process_time()
        found = find_series([folder])
        cpu = time.process_time() - cpu
        told = best_s(lambda: recognise(found.series), options.repeat)
        plain = best_s(
            lambda: [pydicom.dcmread(path, stop_before_pixels=True) for path in paths], 1
        )
    load = os.getloadavg()[0]
    print(
        f"{len(paths)} files, {len(found.series)} series, {os.cpu_count()} cores, load {load:.1f}"
    )
    print("\n| step | s |\n| --- | --- |")
    print(f"| find_series | {listed:.2f} |\n| … of it processor time | {cpu:.2f} |")
    print(f"| recognise | {told:.3f} |\n| pydicom.dcmread of each header | {plain:.2f} |")
    if listed > LIMIT_S_PER_FILE * len(paths):
        raise SystemExit(f"over {LIMIT_S_PER_FILE * len(paths):.1f} s")


if __name__ == "__main__":
    main()
