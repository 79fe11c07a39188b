"""Keep Qt for Python from unpickling what files and other programs hand it.

A ``QVariant`` of the type ``PyObject`` is a pickle, and PySide6 loads it with ``pickle.loads``
wherever a variant is read from bytes: an INI file with ``@Variant(…)`` in any value runs code when
any setting is read, and so could what another program lets drop on a list. No variant of this
program holds a Python object, so that none needs to be loaded.
"""

from __future__ import annotations

import logging
import pickle
import struct
from functools import cache

from PySide6.QtCore import QByteArray, QDataStream

_log = logging.getLogger(__name__)

_USER_TYPE = 65536
"""``QMetaType::User`` of Qt 6: the type's name follows."""


def _refused(*_: object, **__: object) -> None:
    _log.warning("A Python object among Qt's values was not loaded: it could run code.")


@cache
def refuse_pickles() -> None:
    """Make every Python object among Qt's values come back as None; once for the process.

    PySide6 looks ``pickle.loads`` up at the first such value and keeps it, so that the first one
    is made here, while that name stands for a refusal.
    """
    level, loads = _log.level, pickle.loads
    pickle.loads = _refused
    _log.setLevel(logging.ERROR)
    try:
        QDataStream(QByteArray(as_variant(pickle.dumps(None)))).readQVariant()
    finally:
        pickle.loads = loads
        _log.setLevel(level)


def as_variant(pickled: bytes) -> bytes:
    """A pickle as the bytes of a variant in a stream of Qt 6."""
    name = b"PyObject\0"
    return (
        struct.pack(">IBI", _USER_TYPE, 0, len(name))
        + name
        + struct.pack(">I", len(pickled))
        + pickled
    )
