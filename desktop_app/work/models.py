"""The loaded model, kept so that a second segmentation starts at once."""

from __future__ import annotations

from pathlib import Path

from core.segmenting.model_package import Model, load_model


class Models:
    """Loads a model once.

    Args:
        folder: a model package; default the one that ships with the program.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._loaded: tuple[int, Model] | None = None

    def get(self, threads: int) -> Model:
        """The model for a number of threads; loads it the first time.

        Runs in a worker thread.

        Raises:
            ModelPackageError: see :func:`core.segmenting.model_package.load_model`.
        """
        if self._loaded is None or self._loaded[0] != threads:
            self._loaded = (threads, load_model(self._folder, threads=threads))
        return self._loaded[1]

    def is_ready(self, threads: int) -> bool:
        """Whether :meth:`get` would give the model at once."""
        return self._loaded is not None and self._loaded[0] == threads
