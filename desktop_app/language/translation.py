"""The language of the window, switchable while it is open.

English is the source language. ``resources/i18n/gliovista_<language>.qm`` holds our own
strings, Qt's wheel those of its standard dialogs, ``resources/text/<language>/`` the long
texts. Installing a translator makes Qt send LanguageChange to every widget, which then sets
its texts again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
)

from desktop_app.state.settings import Language
from resources import ROOT

I18N_FOLDER = ROOT / "i18n"
TEXT_FOLDER = ROOT / "text"

TRANSLATED = (Language.SPANISH,)
"""Languages with a .qm file; English is in the source."""


def resolve(language: Language, system: QLocale | None = None) -> Language:
    """Turn ``SYSTEM`` into the first of the system's languages that the program speaks."""
    if language is not Language.SYSTEM:
        return language
    for name in (system or QLocale.system()).uiLanguages():
        code = name.replace("_", "-").split("-")[0]
        if code in (Language.ENGLISH, Language.SPANISH):
            return Language(code)
    return Language.ENGLISH


class Translation(QObject):
    """Owns the installed translators of one application."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._installed: list[QTranslator] = []

    def use(self, language: Language) -> Language:
        """Speak a language from now on; gives the one that ``SYSTEM`` stands for.

        Raises:
            FileNotFoundError: the program came without this language's file.
        """
        global _current  # noqa: PLW0603 - the language belongs to the process, as Qt's own does
        chosen = resolve(language)
        loaded = [self._load(path) for path in _files(chosen)]
        _current = chosen
        for old in self._installed:
            QCoreApplication.removeTranslator(old)
        self._installed = loaded
        for translator in loaded:
            QCoreApplication.installTranslator(translator)
        return chosen

    def _load(self, path: Path) -> QTranslator:
        translator = QTranslator(self)
        if not translator.load(str(path)):
            raise FileNotFoundError(f"{path}: the translation cannot be loaded")
        return translator


_current = Language.ENGLISH


def current_language() -> Language:
    """The language that is spoken now: English or Spanish."""
    return _current


def spoken_locale(system: QLocale | None = None) -> QLocale:
    """How numbers and dates are written: as the system does where it speaks our language.

    Peru writes 1.5 and Spain 1,5, so the language alone does not tell.
    """
    own = system or QLocale.system()
    if own.name().split("_")[0] != current_language():
        own = QLocale(current_language().value)
    own = QLocale(own)
    own.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return own


def number(value: float, decimals: int) -> str:
    """A number with a fixed count of decimals, see :func:`spoken_locale`."""
    return spoken_locale().toString(float(value), "f", decimals)


def text_path(name: str, language: Language | None = None) -> Path:
    """The Markdown file of a long text, in the current language unless another is given."""
    return TEXT_FOLDER / (language or current_language()).value / f"{name}.md"


class _AsWritten(QTranslator):
    """Gives every text as it stands in the source, which is English."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The text itself."""
        del context, disambiguation, n
        return text

    def isEmpty(self) -> bool:
        """It has an answer to everything."""
        return False


class _Deaf(QObject):
    """Keeps an application from telling its widgets of another language."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow what Qt sends to the application itself."""
        return event.type() is QEvent.Type.LanguageChange and watched is QCoreApplication.instance()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Translate into another language within the block, such as a report's; no widget is told.

    For the GUI thread, and for what takes a moment: whatever is translated meanwhile is too.

    Raises:
        FileNotFoundError: the program came without this language's file.
    """
    global _current  # noqa: PLW0603 - the language belongs to the process, as Qt's own does
    application = QCoreApplication.instance()
    if application is None or language is _current:
        yield
        return
    spoken = QTranslator() if language in TRANSLATED else _AsWritten()
    if language in TRANSLATED and not spoken.load(str(_files(language)[-1])):
        raise FileNotFoundError(f"{_files(language)[-1]}: the translation cannot be loaded")
    deaf, before = _Deaf(), _current
    application.installEventFilter(deaf)
    try:
        QCoreApplication.installTranslator(spoken)
        _current = language
        yield
    finally:
        _current = before
        QCoreApplication.removeTranslator(spoken)
        application.removeEventFilter(deaf)


def _files(language: Language) -> list[Path]:
    if language not in TRANSLATED:
        return []
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    standard = qt / f"qtbase_{language}.qm"
    # A frozen program may come without Qt's own texts; its buttons then stay English.
    return [*([standard] if standard.is_file() else []), I18N_FOLDER / f"gliovista_{language}.qm"]
