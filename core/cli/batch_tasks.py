"""The studies of a batch, each with a file name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import typer

from core.cli.batch_studies import NAME_ENDING, Task
from core.cli.bids import bids_study
from core.cli.options import NetworkOptions
from core.cli.output import print_remark, progress_bar
from core.dicom.places import holds_dicom
from core.errors import GliovistaError, ReadingError, WritingError
from core.opening.finding import study_name, study_paths
from core.opening.listing import holds_dicom as holds_dicom_itself
from core.opening.listing import scan_files_if_allowed
from core.opening.reading import find_studies, find_study
from core.studies.folders import given_name, name_key
from core.studies.study import Modality


def find_tasks(
    root: Path, output: Path, options: NetworkOptions, *, raw: bool, bids: bool
) -> list[Task]:
    """Every study under a folder: NIfTI by its folders, DICOM by patient and study.

    Raises:
        ReadingError: no such folder, nothing in it, or ``bids`` and the names are not BIDS's.
        WritingError: names of results cannot be told apart.
    """
    output = output.absolute()
    folders, dicom = _nifti_folders(root)
    tasks = [Task(given_name(folder), output, options, raw) for folder in folders]
    if bids:
        if dicom or not tasks:
            raise typer.BadParameter("--bids is for a BIDS tree, which holds no DICOM.")
        return [_in_bids(task, root, output) for task in tasks]
    own = [_own_name(folder) for folder in folders]
    if dicom:
        more = _dicom_tasks(dicom, output, options)
        tasks += more
        folders += [task.folder for task in more]
        own += [_dicom_name(task) for task in more]
    names = output_names(root, folders, own)
    tasks = [
        replace(task, target=output / f"{name}{NAME_ENDING}")
        for task, name in zip(tasks, names, strict=True)
    ]
    _say_shared(tasks)
    return tasks


def _say_shared(tasks: Sequence[Task]) -> None:
    """Hard links are files of their own to all who read them, and may be meant so."""
    by_scans: dict[frozenset[tuple[int, int]], list[str]] = {}
    for task in tasks:
        by_scans.setdefault(_on_disk(scans_of([task])), []).append(task.name)
    for scans, names in by_scans.items():
        if scans and len(names) > 1:
            print_remark(
                f"{', '.join(names)}: these studies are the very same files under several names. "
                "Each is segmented."
            )


def _on_disk(paths: Sequence[Path]) -> frozenset[tuple[int, int]]:
    """What the disk calls files; nothing where they are gone, which their turn will say."""
    try:
        told = [path.stat() for path in paths]
    except OSError:
        return frozenset()
    return frozenset((one.st_dev, one.st_ino) for one in told)


def _in_bids(task: Task, root: Path, output: Path) -> Task:
    """The task with a BIDS name; as it is where its turn will say why it has none."""
    files = _files(task.folder)
    if not files:
        return replace(task, target=output / f"{task.folder.name}{NAME_ENDING}")
    bids = bids_study(root, task.folder, files, raw=task.raw)
    return replace(task, target=bids.target(output), bids=bids)


def scans_of(tasks: Sequence[Task]) -> list[Path]:
    """All that the batch reads."""
    return [
        path
        for task in tasks
        for path in (task.dicom.files if task.dicom else _files(task.folder).values())
    ]


def _files(folder: Path) -> Mapping[Modality, Path]:
    """A study's files; none where it is refused when its turn comes."""
    try:
        found = find_study(folder, without_unreadable=True).files
    except GliovistaError:
        return {}
    return {m: hit.path for m, hit in found.items()}


def _nifti_folders(root: Path) -> tuple[list[Path], list[Path]]:
    """Folders of NIfTI studies, and where DICOM is."""
    again: list[Path] = []
    try:
        found = find_studies(root, again.append)
    except ReadingError:
        if not (root.is_dir() and holds_dicom(root)):
            raise
        return [], [root]
    if again:
        print_remark(
            f"{', '.join(map(str, sorted(again)))}: links make this the same as what is in the "
            "batch under another name. Each study is segmented once."
        )
    dicom = [f for f in found if holds_dicom_itself(f) and not scan_files_if_allowed(f)]
    nifti = [f for f in found if f not in dicom]
    # Beside NIfTI, DICOM is only what was listed: a BIDS tree keeps its sources in it too.
    return nifti, dicom if nifti or not dicom else [root]


def _dicom_tasks(paths: Sequence[Path], output: Path, options: NetworkOptions) -> list[Task]:
    from core.cli.dicom_studies import dicom_studies

    with progress_bar("Looking for DICOM") as (progress, _):
        studies, problems = dicom_studies(paths, progress)
    for problem in problems:
        print_remark(problem)
    return [Task(one.folder, output, options, dicom=one) for one in studies]


def _dicom_name(task: Task) -> str:
    """The folder's name, with a sign of the study where the folder holds several."""
    folder = task.folder
    name = folder.stem if folder.suffix.lower() == ".zip" else study_name(folder)
    suffix = task.dicom.suffix if task.dicom else ""
    return f"{name}_{suffix}" if suffix else name


_JOINTS = ("_", "__", "--", "-_-")
"""Between the folders of a name that is made of a path; the first with which all names differ."""


def output_names(
    root: Path, folders: Sequence[Path], own: Sequence[str] | None = None
) -> list[str]:
    """A file name for each study: its own name, or its path where two share one.

    ``own`` are their own names, if the folders do not tell them.

    No two are alike, not even where a disk tells neither letter case nor Unicode forms apart.

    Raises:
        WritingError: the names cannot be told apart.
    """
    own = [_own_name(folder) for folder in folders] if own is None else own
    keys = Counter(map(name_key, own))
    for joint in _JOINTS:
        names = [
            name
            if keys[name_key(name)] == 1
            else joint.join(folder.absolute().relative_to(root.absolute()).parts)
            for name, folder in zip(own, folders, strict=True)
        ]
        shared = Counter(map(name_key, names))
        if len(shared) == len(names):
            return names
    alike = [f for f, name in zip(folders, names, strict=True) if shared[name_key(name)] > 1]
    raise WritingError(
        f"{root}: the label maps of {' and '.join(map(str, alike))} would bear the same name. "
        "Rename one of these folders."
    )


def _own_name(folder: Path) -> str:
    try:
        return study_name(folder, study_paths(folder))
    except (GliovistaError, OSError):
        # The study is reported when its turn comes; here it only needs a name.
        return study_name(folder)
