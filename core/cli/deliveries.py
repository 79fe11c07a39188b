"""What ``segment`` writes: label map or DICOM objects, on which scan, and what was aligned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from core.cli.options import NetworkOptions
from core.cli.output import print_remark
from core.cli.results import require_nifti_names
from core.errors import WritingError
from core.opening.inputs import scan_files
from core.opening.reading import OpenedStudy
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Volume

DICOM_SUFFIX = ".dcm"
_MORE = "Further results"


@dataclass(frozen=True, kw_only=True)
class DeliveryOptions(NetworkOptions):
    """Options of what is written of one study."""

    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="Label map to write (.nii.gz), or DICOM segmentation (.dcm); "
            "default NAME_seg.nii.gz here.",
        ),
    ] = None
    probabilities: Annotated[
        Path | None,
        typer.Option(help="Also write PATH_WT_probability.nii.gz, and so for TC and ET."),
    ] = None
    rtstruct: Annotated[
        Path | None,
        typer.Option(rich_help_panel=_MORE, help="RT structure set of a DICOM study (.dcm)."),
    ] = None
    on: Annotated[
        Modality | None,
        typer.Option(
            rich_help_panel=_MORE, case_sensitive=False, help="Write on this sequence's own grid."
        ),
    ] = None
    aligned: Annotated[
        Path | None,
        typer.Option(
            rich_help_panel=_MORE, help="Folder for the aligned sequences, on the reference's grid."
        ),
    ] = None
    transforms: Annotated[
        Path | None,
        typer.Option(
            rich_help_panel=_MORE, help="Folder for the alignments as ITK transforms (.tfm)."
        ),
    ] = None
    anonymous: Annotated[
        bool,
        typer.Option(
            "--anonymous",
            rich_help_panel=_MORE,
            help="Leave the patient out of DICOM objects (PS3.15, basic profile).",
        ),
    ] = False


@dataclass(frozen=True)
class Deliveries:
    """What one run writes.

    Attributes:
        options: as they were given.
        output: label map or DICOM segmentation; None until the study's name is known.
    """

    options: DeliveryOptions
    output: Path | None

    @property
    def is_dicom(self) -> bool:
        """Whether a DICOM segmentation takes the label map's place."""
        return self.output is not None and self.output.suffix.lower() == DICOM_SUFFIX

    @property
    def objects(self) -> list[Path]:
        """The DICOM objects."""
        named = [self.output] if self.is_dicom else []
        return [path for path in (*named, self.options.rtstruct) if path is not None]

    def named(self, opened: OpenedStudy) -> Deliveries:
        """The same, with a name for the label map."""
        if self.output is not None:
            return self
        # A DICOM folder is often named after the patient, a file must not be.
        name = "" if _from_dicom(opened) else f"{opened.study.name}_"
        return Deliveries(self.options, Path(f"{name}seg.nii.gz"))

    def require(self, opened: OpenedStudy | None = None) -> None:
        """Refuse what cannot be written, before the long work.

        Args:
            opened: the study, once it is known.

        Raises:
            WritingError: see :func:`core.files.outputs.require_outputs`; or the study has no
                DICOM images to refer to, or nothing in it was aligned.
            typer.BadParameter: an option that has nothing to work on.
        """
        from core.files.outputs import require_outputs

        if self.options.anonymous and not self.objects:
            raise typer.BadParameter(
                "--anonymous is for DICOM objects: -o NAME.dcm or --rtstruct NAME.dcm."
            )
        nifti = [] if self.output is None or self.is_dicom else [self.output]
        if self.options.probabilities is not None:
            from core.files.writing import probability_paths

            nifti += probability_paths(self.options.probabilities).values()
        require_nifti_names(nifti)
        rtstruct = self.options.rtstruct
        if rtstruct is not None and rtstruct.suffix.lower() != DICOM_SUFFIX:
            raise WritingError(f"{rtstruct}: expected a name that ends in .dcm.")
        wanted = [*nifti, *self.objects]
        inputs: Sequence[Path] = ()
        if opened is not None:
            wanted += self._of_alignment(opened)
            inputs = scan_files(opened.study, opened.preparation)
            self._require_sources(opened)
        require_outputs(wanted, overwrite=self.options.overwrite, inputs=inputs)

    def _of_alignment(self, opened: OpenedStudy) -> list[Path]:
        folders = (self.options.aligned, self.options.transforms)
        if folders == (None, None):
            return []
        from core.files.outputs import make_folder
        from core.preparing.aligned_files import NOTHING_ALIGNED, aligned_paths, transform_paths

        preparation = opened.preparation
        if preparation is None:
            raise WritingError(
                f"{NOTHING_ALIGNED} --raw says that they are as they left the scanner."
            )

        files: list[Path] = []
        for folder, paths in zip(folders, (aligned_paths, transform_paths), strict=True):
            if folder is not None:
                make_folder(folder)
                files += paths(preparation, folder).values()
        return files

    def _require_sources(self, opened: OpenedStudy) -> None:
        on = self.options.on
        if on is not None and on not in opened.study.volumes:
            raise WritingError(
                f"{on.value} is not among the sequences of this study, so nothing can be written "
                f"on it. They are {', '.join(opened.study.volumes)}."
            )
        if self.objects:
            from core.dicom_results.source_images import source_images

            source_images(_scan(opened, on))

    def write(self, segmentation: Segmentation, opened: OpenedStudy, mark: str) -> dict[str, Any]:
        """Write everything.

        Args:
            segmentation: of the study.
            opened: the study and how it came to be.
            mark: of the scans, see :mod:`core.files.marks`.

        Returns:
            What was written: one path or several by name, for each kind.

        Raises:
            WritingError: something could not be written.
        """
        found, scan = _on(segmentation, opened, self.options.on)
        written: dict[str, Any] = {"output": self._label_map(found, scan, mark)}
        if self.options.probabilities is not None:
            from core.files.writing import write_probabilities

            made = write_probabilities(found, scan, self.options.probabilities)
            written["probabilities"] = {region.value: path for region, path in made.items()}
        if self.options.rtstruct is not None:
            from core.dicom_results.structure_set import write_structure_set

            finish = _finish(anonymous=self.options.anonymous)
            write_structure_set(found, scan, self.options.rtstruct, finish=finish)
            written["rtstruct"] = self.options.rtstruct
        written.update(self._alignment(opened))
        if self.objects and not self.options.anonymous:
            names = " and ".join(path.name for path in self.objects)
            print_remark(
                f"{names}: with the patient's name, identifiers and dates from the source images, "
                "as archives need them. --anonymous leaves them out."
            )
        return written

    def _label_map(self, found: Segmentation, scan: Volume, mark: str) -> Path:
        assert self.output is not None
        if self.is_dicom:
            from core.dicom_results.segmentation_object import write_segmentation_object

            finish = _finish(anonymous=self.options.anonymous)
            write_segmentation_object(found, scan, self.output, finish=finish)
        else:
            from core.files.writing import write_label_map

            write_label_map(found, scan, self.output, self.options.labels.convention, mark)
        return self.output

    def _alignment(self, opened: OpenedStudy) -> dict[str, dict[str, Path]]:
        folders = (self.options.aligned, self.options.transforms)
        if opened.preparation is None or folders == (None, None):
            return {}
        from core.preparing.aligned_files import write_aligned, write_transforms

        written = {}
        for name, folder, write in zip(
            ("aligned", "transforms"), folders, (write_aligned, write_transforms), strict=True
        ):
            if folder is not None:
                made = write(opened.preparation, folder)
                written[name] = {m.value: path for m, path in made.items()}
        return written


def _finish(*, anonymous: bool) -> Any:
    if not anonymous:
        from core.dicom_results.storing import as_it_is

        return as_it_is
    from core.dicom_results.deidentifying import deidentified

    return deidentified


def _on(
    segmentation: Segmentation, opened: OpenedStudy, on: Modality | None
) -> tuple[Segmentation, Volume]:
    if opened.preparation is None:
        return segmentation, _scan(opened, on)
    from core.preparing.on_scan import on_scan

    return on_scan(segmentation, opened.preparation, on or opened.preparation.reference)


def _scan(opened: OpenedStudy, on: Modality | None) -> Volume:
    """The scan on whose grid results are written."""
    if opened.preparation is None:
        return opened.study.reference if on is None else opened.study.volumes[on]
    from core.preparing.aligned_files import own_scan

    return own_scan(opened.preparation, on or opened.preparation.reference)


def _from_dicom(opened: OpenedStudy) -> bool:
    return _scan(opened, None).source is not None
