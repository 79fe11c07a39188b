"""The loaded model, kept so that a second segmentation starts at once."""

from __future__ import annotations

from pathlib import Path

from core.segmenting.model_package import Model, load_model


class Models:
    """Loads the chosen model once; another one for as long as it is used.

    Args:
        folder: the package of the chosen model; default the one that ships with the program.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._loaded: tuple[int, Model] | None = None

    def get(self, threads: int, other: Path | None = None) -> Model:
        """The model for a number of threads; the chosen one is loaded the first time.

        Runs in a worker thread.

        Args:
            threads: of the processor; 0 for all.
            other: the package of another model than the chosen one, which is not kept.

        Raises:
            ModelPackageError: see :func:`core.segmenting.model_package.load_model`.
        """
        if other is not None:
            return load_model(other, threads=threads)
        if self._loaded is None or self._loaded[0] != threads:
            self._loaded = (threads, load_model(self.folder, threads=threads))
        return self._loaded[1]

    def is_ready(self, threads: int) -> bool:
        """Whether :meth:`get` would give the chosen model at once."""
        return self._loaded is not None and self._loaded[0] == threads
