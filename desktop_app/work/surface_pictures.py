"""A picture of the surfaces, for reports."""

from __future__ import annotations

from PySide6.QtGui import QImage

from core.progress import Progress, no_progress
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from desktop_app.surfaces.rendering import Frame, Viewpoint, render
from desktop_app.surfaces.scene import Scene
from desktop_app.work.surface_scenes import build


def surface_picture(
    study: Study,
    segmentation: Segmentation | None,
    size: tuple[int, int] = (900, 700),
    progress: Progress = no_progress,
) -> QImage | None:
    """Regions inside the translucent brain, from the tumour's side; runs in a worker thread.

    Args:
        study: whose brain it is.
        segmentation: what lies in it; None for the brain alone.
        size: width and height in pixels.
        progress: called between steps; may raise :class:`core.progress.Cancelled`.

    Returns:
        The picture on black; None where there is nothing to show.
    """
    _, scene = build(study, segmentation, None, progress)
    if scene is None:
        return None
    return image_of(render(scene, facing_tumour(scene), size, progress=progress))


def facing_tumour(scene: Scene) -> Viewpoint:
    """From the front, slightly above, and from the side on which the tumour lies."""
    if len(scene.parts) < 2:
        return Viewpoint(35.0, 20.0)
    middle = scene.parts[1].fine.vertices.mean(axis=0)
    on_the_right = float(middle[0]) >= float(scene.centre[0])
    return Viewpoint(40.0 if on_the_right else 320.0, 20.0)


def image_of(frame: Frame) -> QImage:
    """A picture as Qt has it; it keeps its own copy."""
    height, width, _ = frame.rgb.shape
    borrowed = QImage(frame.rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return borrowed.copy()
