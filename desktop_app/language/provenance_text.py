"""Where a result comes from, in the current language: for headers, lists and reports."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from core.segmenting.passes import Mode
from core.studies.provenance import Provenance
from desktop_app.language.translation import number, spoken_locale

translate = QCoreApplication.translate

_BETWEEN = " · "


def provenance_text(made: Provenance) -> str:
    """All that is known, such as “Gliovista · Accurate · gliovista-4 · 17:03 · corrected”."""
    parts = [*_origin(made)]
    if made.model:
        parts += [_mode(made.mode), made.named_model]
    if made.made is not None:
        parts.append(_time(made.made))
    parts += _changes(made)
    return _BETWEEN.join(filter(None, parts)) or _unknown()


def result_name(made: Provenance, *, with_model: bool = False) -> str:
    """What tells one result of a study from the others, in few words.

    Args:
        made: how it came to be.
        with_model: name the model too; one that was brought from elsewhere is always named.
    """
    if made.model and not made.file:
        parts = [_mode(made.mode)] if made.mode else []
        if with_model or made.origin or not parts:
            parts.append(made.model)
    else:
        parts = _origin(made)
    if made.made is not None and not made.file:
        parts.append(_time(made.made))
    return _BETWEEN.join([*parts, *_changes(made)]) or _unknown()


def _origin(made: Provenance) -> list[str]:
    parts = []
    if made.file:
        parts.append(translate("Provenance", "File: {0}").format(made.file))
    if made.model:
        parts.append("Gliovista")
    elif made.steps and not made.file:
        parts.append(translate("Provenance", "Drawn by hand"))
    return parts


def _changes(made: Provenance) -> list[str]:
    parts = []
    if made.thresholds:
        listed = ", ".join(f"{r.value} {number(at, 2)}" for r, at in made.thresholds.items())
        parts.append(translate("Provenance", "own thresholds ({0})").format(listed))
    if made.brain_ml is not None:
        parts.append(translate("Provenance", "brain corrected"))
    if made.carried:
        parts.append(translate("Provenance", "started from an earlier study's labels"))
    if made.clicks:
        parts.append(_clicks_and_strokes(made))
    elif made.steps and (made.model or made.file):
        one, more = (
            translate("Provenance", "corrected (1 step)"),
            translate("Provenance", "corrected ({0} steps)"),
        )
        parts.append(one if made.steps == 1 else more.format(made.steps))
    return parts


def _clicks_and_strokes(made: Provenance) -> str:
    clicks = translate("Provenance", "1 click")
    if made.clicks > 1:
        clicks = translate("Provenance", "{0} clicks").format(made.clicks)
    if not made.strokes:
        return translate("Provenance", "corrected ({0})").format(clicks)
    strokes = translate("Provenance", "1 stroke")
    if made.strokes > 1:
        strokes = translate("Provenance", "{0} strokes").format(made.strokes)
    return translate("Provenance", "corrected ({0}, {1})").format(clicks, strokes)


def _mode(mode: str) -> str:
    names = {
        Mode.FAST.value: translate("Provenance", "Fast"),
        Mode.ACCURATE.value: translate("Provenance", "Accurate"),
    }
    return names.get(mode, mode)


def _time(made: datetime) -> str:
    """The time of day; the date too where it was another day."""
    local = made.astimezone()
    locale, short = spoken_locale(), QLocale.FormatType.ShortFormat
    moment = QDateTime.fromSecsSinceEpoch(int(made.timestamp()))
    time = moment.toString("HH:mm")
    if local.date() == datetime.now().astimezone().date():
        return time
    return f"{locale.toString(moment.date(), short)} {time}"


def _unknown() -> str:
    return translate("Provenance", "Of unknown origin")
