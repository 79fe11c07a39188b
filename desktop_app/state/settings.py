"""Every setting in one table, kept with QSettings.

The settings dialog, the defaults and the tests are made from :data:`SETTINGS`. Labels are
English source strings of the translation context ``Settings``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal

from core.labels import LabelConvention
from desktop_app.state.display import LayoutKind, OverlayStyle
from desktop_app.state.marking import QT_TRANSLATE_NOOP
from desktop_app.state.no_pickles import refuse_pickles

T = TypeVar("T", bound=str | bool | int | Enum)


class Language(StrEnum):
    """Language of the window."""

    SYSTEM = "system"
    ENGLISH = "en"
    SPANISH = "es"


class Theme(StrEnum):
    """Colours of the window."""

    DARK = "dark"
    LIGHT = "light"
    SYSTEM = "system"


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One row of the table.

    Attributes:
        key: name in the settings file, ``group/name``.
        default: value when nothing, or nothing valid, is stored; its type is the setting's.
        label: English source text of its row in the dialog; empty for what is remembered
            without being asked (window size, folders).
        note: English source sentence under the control; may be empty.
        choices: for an enumeration, value to English source text.
        bounds: for a number, smallest and largest value.
    """

    key: str
    default: T
    label: str = ""
    note: str = ""
    choices: Mapping[T, str] = field(default_factory=dict)
    bounds: tuple[int, int] = (0, 0)

    def translated_label(self) -> str:
        """Label in the current language."""
        return QCoreApplication.translate("Settings", self.label)

    def translated_note(self) -> str:
        """Note in the current language."""
        return QCoreApplication.translate("Settings", self.note) if self.note else ""

    def translated_choice(self, value: T) -> str:
        """Text of one choice in the current language."""
        return QCoreApplication.translate("Settings", self.choices[value])


LANGUAGE = Setting(
    "window/language",
    Language.SYSTEM,
    QT_TRANSLATE_NOOP("Settings", "Language"),
    choices=MappingProxyType(
        {
            Language.SYSTEM: QT_TRANSLATE_NOOP("Settings", "As the system"),
            Language.ENGLISH: QT_TRANSLATE_NOOP("Settings", "English"),
            Language.SPANISH: QT_TRANSLATE_NOOP("Settings", "Español"),
        }
    ),
)
THEME = Setting(
    "window/theme",
    Theme.DARK,
    QT_TRANSLATE_NOOP("Settings", "Theme"),
    choices=MappingProxyType(
        {
            Theme.DARK: QT_TRANSLATE_NOOP("Settings", "Dark"),
            Theme.LIGHT: QT_TRANSLATE_NOOP("Settings", "Light"),
            Theme.SYSTEM: QT_TRANSLATE_NOOP("Settings", "As the system"),
        }
    ),
)
RADIOLOGICAL = Setting(
    "views/radiological",
    True,
    QT_TRANSLATE_NOOP("Settings", "Orientation"),
    QT_TRANSLATE_NOOP("Settings", "Every view carries L and R at its edges in either case."),
    choices=MappingProxyType(
        {
            True: QT_TRANSLATE_NOOP("Settings", "Radiological: patient's right on the left"),
            False: QT_TRANSLATE_NOOP("Settings", "Neurological: patient's right on the right"),
        }
    ),
)
LAYOUT = Setting(
    "views/layout",
    LayoutKind.FOUR,
    QT_TRANSLATE_NOOP("Settings", "Layout at start"),
    choices=MappingProxyType(
        {
            LayoutKind.FOUR: QT_TRANSLATE_NOOP("Settings", "Four sequences"),
            LayoutKind.PLANES: QT_TRANSLATE_NOOP("Settings", "Three planes"),
            LayoutKind.TWELVE: QT_TRANSLATE_NOOP("Settings", "Four sequences in three planes"),
            LayoutKind.ONE: QT_TRANSLATE_NOOP("Settings", "One large view"),
        }
    ),
)
OVERLAY_STYLE = Setting(
    "overlay/style",
    OverlayStyle.BOTH,
    QT_TRANSLATE_NOOP("Settings", "Labels drawn as"),
    choices=MappingProxyType(
        {
            OverlayStyle.FILL: QT_TRANSLATE_NOOP("Settings", "Fill"),
            OverlayStyle.OUTLINE: QT_TRANSLATE_NOOP("Settings", "Outline"),
            OverlayStyle.BOTH: QT_TRANSLATE_NOOP("Settings", "Fill and outline"),
        }
    ),
)
OVERLAY_OPACITY = Setting(
    "overlay/opacity_percent",
    35,
    QT_TRANSLATE_NOOP("Settings", "Opacity of the fill (%)"),
    bounds=(0, 100),
)
LABEL_CONVENTION = Setting(
    "export/label_convention",
    LabelConvention.BRATS2021,
    QT_TRANSLATE_NOOP("Settings", "Numbers in exported label maps"),
    QT_TRANSLATE_NOOP("Settings", "Enhancing tumour is 4 up to BraTS 2021 and 3 since BraTS 2023."),
    choices=MappingProxyType(
        {
            LabelConvention.BRATS2021: QT_TRANSLATE_NOOP("Settings", "BraTS 2021 (1, 2, 4)"),
            LabelConvention.BRATS2023: QT_TRANSLATE_NOOP("Settings", "BraTS 2023 (1, 2, 3)"),
        }
    ),
)
THREADS = Setting(
    "work/threads",
    0,
    QT_TRANSLATE_NOOP("Settings", "Processor threads"),
    QT_TRANSLATE_NOOP("Settings", "0 uses every core. Fewer leave room for other programs."),
    bounds=(0, 256),
)

RECENT_PICTURES = Setting(
    "window/recent_pictures",
    True,
    QT_TRANSLATE_NOOP("Settings", "Recent studies"),
    QT_TRANSLATE_NOOP(
        "Settings", "One small slice of each, on this computer alone; removed with the list."
    ),
    choices=MappingProxyType(
        {
            True: QT_TRANSLATE_NOOP("Settings", "With a small picture on the start page"),
            False: QT_TRANSLATE_NOOP("Settings", "By name alone; keep no picture"),
        }
    ),
)

MODEL = Setting("work/model", "")
"""The folder's name of the model that segments; empty for the one that ships. Chosen among the
models that are there, in a dialog of its own."""

SETTINGS: Sequence[Setting[Any]] = (
    LANGUAGE,
    THEME,
    RADIOLOGICAL,
    LAYOUT,
    OVERLAY_STYLE,
    OVERLAY_OPACITY,
    LABEL_CONVENTION,
    THREADS,
    RECENT_PICTURES,
)


class Settings(QObject):
    """Typed access to a QSettings store.

    Args:
        store: where values are kept; by default an INI file in the user's configuration
            folder, the same kind of file on every system.
        parent: Qt parent.
    """

    changed = Signal(str)
    """The key of a setting whose value changed."""

    def __init__(self, store: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        refuse_pickles()
        self.store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Gliovista", "Gliovista"
        )

    def get(self, setting: Setting[T]) -> T:
        """The stored value, or the default where nothing valid is stored."""
        stored = self.store.value(setting.key)
        return setting.default if stored is None else _parsed(setting, stored)

    def set(self, setting: Setting[T], value: T) -> None:
        """Store a value and tell, if it differs.

        Raises:
            ValueError: the setting does not allow this value.
        """
        if _parsed(setting, _stored(value), strict=True) == self.get(setting):
            return
        self.store.setValue(setting.key, _stored(value))
        self.changed.emit(setting.key)

    def reset(self) -> None:
        """Put every setting of the table back to its default; what is remembered stays."""
        for setting in SETTINGS:
            self.set(setting, setting.default)


def _stored(value: str | bool | int | Enum) -> str | bool | int:
    if isinstance(value, Enum):
        return str(value.value)
    return value


def _parsed(setting: Setting[T], stored: Any, *, strict: bool = False) -> T:
    """Read a stored value; INI files give everything back as text, and people edit them."""
    default: Any = setting.default
    value: Any = None
    try:
        if isinstance(default, bool):
            value = {"true": True, "false": False, "1": True, "0": False}[str(stored).lower()]
        else:
            value = type(default)(stored)
    except (ValueError, KeyError, TypeError):
        value = None
    low, high = setting.bounds
    out = setting.choices and value not in setting.choices
    out = out or (isinstance(value, int) and low < high and not low <= value <= high)
    if value is None or out:
        if strict:
            raise ValueError(f"{setting.key} cannot be {stored!r}")
        return setting.default
    return value  # type: ignore[no-any-return]
