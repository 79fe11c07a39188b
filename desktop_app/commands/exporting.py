"""What the export actions do: ask where, write in the background, say what was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QFileDialog

from core.errors import ReadingError, WritingError
from core.files.marks import mark_of_study
from core.files.outputs import exists, own_input, require_outputs
from core.files.writing import (
    probability_paths,
    region_paths,
    write_label_map,
    write_probabilities,
    write_regions,
)
from core.labels import LabelConvention, Region
from core.measuring.measurements import Measurements
from core.opening.inputs import scan_files
from core.studies.naming import NIFTI_SUFFIXES
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from desktop_app.commands.surroundings import Surroundings
from desktop_app.commands.writing import answered, folder_that_answers, writing_job
from desktop_app.dialogs.picture_dialog import PictureDialog
from desktop_app.exporting.asking import may_replace
from desktop_app.exporting.mark_rows import mark_rows
from desktop_app.exporting.names import free_path, proposed_name, result_word
from desktop_app.exporting.pictures import picture_of, write_picture, write_table
from desktop_app.state.settings import LABEL_CONVENTION
from desktop_app.views.slice_view import SliceView
from desktop_app.views.view_area import ViewArea
from desktop_app.work.measuring import Measuring

_LAST_FOLDER = "recent/last_export_folder"


class ExportCommands(QObject):
    """Exports of the segmentation and of pictures."""

    def __init__(
        self,
        around: Surroundings,
        area: ViewArea,
        copy: Callable[[], object],
        opened_mark: Callable[[], str],
    ) -> None:
        """Remember what to work with.

        Args:
            around: what commands work with.
            area: the views that pictures are made of.
            copy: puts the measurements that are shown on the clipboard.
            opened_mark: of the scans as they were opened; empty while it is not known.
        """
        super().__init__(around.parent)
        self._around, self._area, self._copy = around, area, copy
        self._opened_mark = opened_mark
        self._window, self._session = around.parent, around.session
        self._store = around.settings.store

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {
            "export_label_map": self.export_label_map,
            "export_regions": self.export_regions,
            "export_probabilities": self.export_probabilities,
            "export_measurements": self.export_measurements,
            "copy_measurements": self.copy_measurements,
            "export_view": lambda: self._export_picture([self._area.active_view()]),
            "export_all_views": lambda: self._export_picture(self._area.views),
        }

    # -- label maps ----------------------------------------------------------------------

    def label_filters(self) -> dict[str, LabelConvention]:
        """File filters, the person's own convention first."""
        filters = {
            self.tr("NIfTI, BraTS 2021 labels: 1, 2, 4 (*.nii.gz *.nii)"): (
                LabelConvention.BRATS2021
            ),
            self.tr("NIfTI, BraTS 2023 labels: 1, 2, 3 (*.nii.gz *.nii)"): (
                LabelConvention.BRATS2023
            ),
        }
        usual = self._around.settings.get(LABEL_CONVENTION)
        return dict(sorted(filters.items(), key=lambda item: item[1] is not usual))

    def export_label_map(self, then: Callable[[], object] | None = None) -> None:
        """Save the segmentation on the input's grid; ``then`` follows once it is written."""
        session, study = self._session, self._session.study
        # Another may be found while the person is asked.
        segmentation = session.segmentation
        if segmentation is None or study is None:
            return
        filters = self.label_filters()
        ending = self._result_ending(segmentation)
        path, chosen = self.ask(self.tr("Export label map"), ending, ";;".join(filters))
        if path is None:
            return
        convention = filters.get(chosen, next(iter(filters.values())))

        def written(changed: object) -> None:
            if changed is True:
                self._around.messages.error(
                    lambda: self.tr(
                        "Written: {0} in {1}. The scans are gone or changed on the disk since they "
                        "were opened: it belongs to the scans as they were then."
                    ).format(path.name, path.parent)
                )
            elif not segmentation.labels:
                self._around.messages.note(
                    self.tr(
                        "Written: {0} in {1}. It holds the whole tumour alone, as oedema (2): "
                        "without T1Gd nothing else can be told."
                    ).format(path.name, path.parent)
                )
            if then is not None:
                session.settle()
            session.mark_saved(segmentation)
            if then is not None:
                then()

        opened = self._opened_mark() if _has_files(study) else ""

        def write() -> bool:
            """Whether the scans are others now than when they were opened."""
            try:
                now = mark_of_study(study)
            except ReadingError:  # gone, such as with the disk they were on
                now = ""
            write_label_map(segmentation, study.reference, path, convention, opened or now)
            return bool(opened) and now != opened

        self.write(write, path, written)

    def export_regions(self) -> None:
        """Save one file per region."""
        session, study = self._session, self._session.study
        # Another may be found while the person is asked.
        segmentation = session.segmentation
        if segmentation is None or study is None:
            return
        title = self.tr("Export one file per region")
        told = segmentation.regions
        ending = self._result_ending(segmentation)
        path, _ = self.ask(title, ending, self._nifti(), lambda p: region_paths(p, told))
        if path is None:
            return

        def written(_: object) -> None:
            session.mark_saved(segmentation)

        self.write(lambda: write_regions(segmentation, study.reference, path), path, written)

    def export_probabilities(self) -> None:
        """Save the probability of each region."""
        session, study = self._session, self._session.study
        # Another may be found while the person is asked.
        segmentation = session.segmentation
        if segmentation is None or study is None:
            return
        title = self.tr("Export probability maps")
        told = segmentation.regions
        ending = self._result_ending(segmentation.uncorrected)
        path, _ = self.ask(title, ending, self._nifti(), lambda p: probability_paths(p, told))
        if path is not None:
            self.write(lambda: write_probabilities(segmentation, study.reference, path), path)

    def copy_measurements(self) -> None:
        """Put volumes, diameters and distances on the clipboard."""
        if self._measurements() is not None:
            self._copy()

    def _measurements(self) -> Measurements | None:
        """What is measured; says so where that is not known yet."""
        measurements = Measuring.of(self._session).measurements
        if measurements is None:
            self._around.messages.note(lambda: self.tr("The measurements are not ready yet."))
        return measurements

    def export_measurements(self) -> None:
        """Save volumes, diameters and distances as a table."""
        measurements = self._measurements()
        if measurements is None:
            return
        # Marks belong to the GUI thread, and lie on the patient's own scans.
        self._session.show_own()
        text = measurements.to_csv(mark_rows(self._session))
        path, _ = self.ask(self.tr("Export measurements"), "measurements.csv", "CSV (*.csv)")
        if path is not None:
            self.write(lambda: write_table(text, path), path)

    # -- pictures ------------------------------------------------------------------------

    def _export_picture(self, views: Sequence[SliceView]) -> None:
        area = views[0].geometry()
        for view in views[1:]:
            area = area.united(view.geometry())
        dialog = PictureDialog(QSize(area.size()), self._window)
        if not dialog.exec():
            return
        path, _ = self.ask(self.tr("Export picture"), "view.png", self.tr("Pictures (*.png)"))
        if path is not None:
            self.export_picture(views, path, dialog.scale, with_annotations=dialog.with_annotations)

    def export_picture(
        self, views: Sequence[SliceView], path: Path, scale: float, *, with_annotations: bool = True
    ) -> None:
        """Draw views at a scale and save them."""
        before = self._session.display
        self._session.set_display(annotations=with_annotations)
        for view in views:
            view.plain = True
        image = picture_of(views, scale)
        for view in views:
            view.plain = False
        self._session.set_display(**vars(replace(before)))
        self.write(lambda: write_picture(image, path), path)

    # -- asking and writing --------------------------------------------------------------

    @staticmethod
    def _result_ending(found: Segmentation) -> str:
        return f"{result_word(found.provenance)}.nii.gz"

    def _nifti(self) -> str:
        return self.tr("NIfTI (*.nii.gz *.nii)")

    def ask(
        self,
        title: str,
        ending: str,
        filters: str,
        files: Callable[[Path], Mapping[Region, Path]] | None = None,
        other_suffix: str = "",
    ) -> tuple[Path | None, str]:
        """Where to; None if nowhere.

        Args:
            title: of the dialog.
            ending: follows the study's name in the name that is proposed.
            filters: of the dialog.
            files: what will be written in the name's place; None for just that name.
            other_suffix: another one that the name may have, and has where its filter is chosen.
        """
        wanted = folder_that_answers(self.last_folder) / proposed_name(self._session, ending)
        proposed = free_path(wanted) if files is None else free_path(wanted, _all_of(files))
        chosen, used = QFileDialog.getSaveFileName(self._window, title, str(proposed), filters)
        if not chosen:
            return None, ""
        path = Path(chosen)
        suffix = ending[ending.index(".") :]
        endings = NIFTI_SUFFIXES if suffix in NIFTI_SUFFIXES else (suffix, other_suffix or suffix)
        if not path.name.lower().endswith(endings):
            wants_other = bool(other_suffix) and other_suffix in used
            path = path.with_name(path.name + (other_suffix if wants_other else suffix))
        targets = [path] if files is None else list(files(path).values())
        if not self.may_write(targets, Path(chosen)):
            return None, ""
        self.last_folder = path.parent
        return path, used

    @property
    def last_folder(self) -> Path:
        """Where something was exported to last."""
        return Path(str(self._store.value(_LAST_FOLDER, "") or Path.home()))

    @last_folder.setter
    def last_folder(self, folder: Path) -> None:
        self._store.setValue(_LAST_FOLDER, str(folder))

    def may_write(self, targets: Sequence[Path], chosen: Path) -> bool:
        """Never over a scan or a label map that is open; over others when the person says so.

        The file dialog asked about the name that was chosen, not about what is written instead.
        """
        study = self._session.study
        if study is None:
            return False
        inputs = scan_files(study, self._session.preparation)
        results = list(self._session.results.paths)

        def look() -> tuple[Path | None, list[str]]:
            require_outputs(targets, overwrite=True, inputs=inputs)
            there = [path.name for path in targets if path != chosen and exists(path)]
            return own_input(targets, results), there

        try:
            loaded, there = answered(look, chosen.parent)
        except WritingError as error:
            self._around.show_error(error)
            return False
        if loaded is not None:
            self._around.messages.error(
                lambda: self.tr("{0} is open in this study. Choose another name.").format(loaded)
            )
            return False
        return not there or may_replace(there, self._window)

    def write(
        self,
        work: Callable[[], object],
        path: Path,
        then: Callable[[object], None] | None = None,
    ) -> None:
        """Write in a job, and say what was written.

        Args:
            work: writes.
            path: what is said to be written, unless the work returns several by region.
            then: follows with what the work returned.
        """
        job = writing_job(self._around, "export", path)

        def written(result: object) -> None:
            names = [p.name for p in result.values()] if isinstance(result, dict) else [path.name]
            self._around.messages.note(
                lambda: self.tr("Written: {0} in {1}").format(", ".join(names), path.parent)
            )
            if then is not None:
                then(result)

        job.finished.connect(written)
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: work())


def _has_files(study: Study) -> bool:
    """Whether the mark of a study tells of files or pictures, not of values alone."""
    volumes = study.volumes.values()
    return any(v.path is not None or v.source is not None for v in volumes)


def _all_of(files: Callable[[Path], Mapping[Region, Path]]) -> Callable[[Path], list[Path]]:
    return lambda path: list(files(path).values())
