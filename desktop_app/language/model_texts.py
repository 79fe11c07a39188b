"""What is told of a model, in the current language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.foreign_models.library import Listed, free_name
from core.labels import Region
from core.segmenting.inference import held_out_dice
from core.segmenting.model_package import ModelPackage
from core.segmenting.passes import Mode
from core.studies.study import Modality, Study
from desktop_app.language.sentences import translated
from desktop_app.language.translation import number, spoken_locale

translate = QCoreApplication.translate

STEPS = {
    "reading the model": lambda: translate("Models", "Reading the model…"),
    "converting the network": lambda: translate("Models", "Converting the network…"),
    "comparing with the original": lambda: translate("Models", "Comparing with the original…"),
    "writing the model": lambda: translate("Models", "Writing the model…"),
    "copying the model": lambda: translate("Models", "Copying the model…"),
}
"""What bringing a model tells of its progress, by core's words."""


def model_name(model: Listed) -> str:
    """The name that results bear; the folder's too where that is another."""
    package = model.package
    if package is None:
        return model.name
    if free_name(package.name, ()) == model.name:
        return package.name
    return f"{package.name} ({model.name})"


def cells(model: Listed) -> tuple[str, ...]:
    """A row of the table: name, origin, sequences, cases, licence, Dice."""
    package = model.package
    if package is None:
        return (model.name, "", "", "", "", "")
    return (
        model_name(model),
        package.origin.partition(", SHA-256")[0] or translate("Models", "Gliovista"),
        " ".join(m.value for m in package.channels),
        _cases(package) or _not_told(),
        str(package.provenance.get("licences") or _not_told()),
        _dice(package) or _not_told(),
    )


def details(model: Listed) -> str:
    """All that is known of a model, a line each; why it cannot be used first."""
    package = model.package
    if package is None:
        return f"{translated(model.error)}\n{_folder(model)}"
    told, lines = package.provenance, []
    if package.recipe is not None:
        lines.append(_needs(package, package.recipe.spacing_mm))
        lines += filter(None, [blind(package.channels)])
        if not package.has_accurate:
            lines.append(no_accurate())
    if told.get("licences"):
        lines.append(translate("Models", "Licence: {0}").format(told["licences"]))
    if told.get("source"):
        lines.append(translate("Models", "Source: {0}").format(told["source"]))
    if package.origin:
        lines.append(translate("Models", "Kind: {0}").format(package.origin))
    conversion = told.get("conversion") or {}
    if "largest_difference" in conversion:
        text = translate(
            "Models",
            "Its probabilities differ from the original's by {0} at most, on one window of the "
            "demo study.",
        )
        lines.append(text.format(f"{float(conversion['largest_difference']):.0e}"))
    return "\n".join([*lines, _folder(model)])


def sequences(channels: Sequence[Modality]) -> str:
    """Names of sequences, such as “T1, T2 and FLAIR”."""
    names = [m.value for m in channels]
    if len(names) < 2:
        return "".join(names)
    return translate("Models", "{0} and {1}").format(", ".join(names[:-1]), names[-1])


def lacking(channels: Sequence[Modality], study: Study | None) -> str:
    """That a study lacks what a model needs; empty where it has all, or none is open."""
    missing = [m for m in channels if study is not None and m not in study.volumes]
    if not missing:
        return ""
    if len(missing) == 1:
        text = translate("Models", "This model needs {0}; {1} is not in this study.")
    else:
        text = translate("Models", "This model needs {0}; {1} are not in this study.")
    return text.format(sequences(channels), sequences(missing))


def blind(channels: Sequence[Modality]) -> str:
    """That a model does not see contrast; empty of one that does, or of which nothing is known."""
    if not channels or Modality.T1GD in channels:
        return ""
    return translate(
        "Models", "This model does not see T1Gd: do not trust its core and enhancing tumour."
    )


def no_accurate() -> str:
    """That Accurate mode is nothing of its own."""
    return translate("Models", "Accurate does the same as Fast with this model.")


def needed(model: Listed) -> tuple[Modality, ...]:
    """The sequences without which a model does not run; this program's own kind does without."""
    package = model.package
    return package.channels if package is not None and package.recipe is not None else ()


def _folder(model: Listed) -> str:
    return translate("Models", "Folder: {0}").format(model.folder)


def _cases(package: ModelPackage) -> str:
    cases = package.provenance.get("cases") or ""
    return str(len(cases)) if isinstance(cases, list) else str(cases)


def _dice(package: ModelPackage) -> str:
    dice = held_out_dice(package, Mode.FAST)
    return (
        " ".join(number(dice[region], 2) if region in dice else "–" for region in Region)
        if (dice)
        else ""
    )


def _needs(package: ModelPackage, spacing_mm: tuple[float, float, float] | None) -> str:
    named = sequences(package.channels)
    if spacing_mm is None:
        return translate("Models", "It needs {0}, on the study's own voxels.").format(named)
    sizes = [spoken_locale().toString(float(mm), "g", 3) for mm in spacing_mm]
    size = " × ".join(sizes if len(set(sizes)) > 1 else sizes[:1])
    return translate("Models", "It needs {0}, on voxels of {1} mm.").format(named, size)


def _not_told() -> str:
    return translate("Models", "not told")
