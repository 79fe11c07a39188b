"""Values as JSON knows them, and back by the types that a dataclass states.

What is read comes from a file that anyone may have written: every value is compared with the type
it must have, and nothing but the types named here is ever made.
"""

from __future__ import annotations

import types
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

_SCALARS = (bool, int, float, str)


def to_plain(value: Any) -> Any:
    """A value of numbers, texts, enumerations, paths, collections and dataclasses, for JSON.

    Raises:
        TypeError: something else lies in it.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, _SCALARS):
        return value
    if isinstance(value, Path | datetime):
        return value.isoformat() if isinstance(value, datetime) else str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value) if f.init}
    if isinstance(value, Mapping):
        return {str(to_plain(key)): to_plain(item) for key, item in value.items()}
    if isinstance(value, Collection):
        items = [to_plain(item) for item in value]
        return sorted(items) if isinstance(value, set | frozenset) else items
    raise TypeError(f"{type(value).__name__} has no place in a session file")


def from_plain(kind: Any, value: Any) -> Any:
    """The value of a type that :func:`to_plain` made ``value`` from.

    Args:
        kind: a type or annotation; fields of a dataclass that ``value`` lacks keep their defaults.
        value: as JSON gave it.

    Raises:
        ValueError: ``value`` is none of ``kind``.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if kind is Any:
        return value
    if origin in (Union, types.UnionType):
        return _one_of(inner, value)
    if origin in (tuple, list, set, frozenset):
        return _collection(origin, inner, value)
    if origin is not None and issubclass(origin, Mapping):
        _require(isinstance(value, dict), kind, value)
        return {_key(inner[0], k): from_plain(inner[1], v) for k, v in value.items()}
    if kind is type(None):
        _require(value is None, kind, value)
        return None
    return _plain_type(kind, value)


def _plain_type(kind: Any, value: Any) -> Any:
    if kind in _SCALARS:
        # bool is an int to Python, and JSON writes 1.0 as 1 where another program made it.
        fits = type(value) is kind or (kind is float and type(value) is int)
        _require(fits, kind, value)
        return kind(value)
    if issubclass(kind, Enum):
        _require(not isinstance(value, list | dict), kind, value)
        return kind(value)
    if issubclass(kind, Path):
        _require(isinstance(value, str), kind, value)
        return Path(value)
    if issubclass(kind, datetime):
        _require(isinstance(value, str), kind, value)
        return datetime.fromisoformat(value)
    if is_dataclass(kind):
        return _made(kind, value)
    raise ValueError(f"{kind} has no place in a session file")


def _made(kind: Any, value: Any) -> Any:
    """A dataclass from its fields."""
    _require(isinstance(value, dict), kind, value)
    hints = get_type_hints(kind)
    known = {f.name for f in fields(kind) if f.init}
    _require(set(value) <= known, kind, sorted(set(value) - known))
    try:
        return kind(**{name: from_plain(hints[name], item) for name, item in value.items()})
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def _one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    for kind in kinds:
        try:
            return from_plain(kind, value)
        except ValueError:  # the next one may fit
            continue
    raise ValueError(f"{value!r:.60} is none of {kinds}")


def _collection(origin: Any, inner: tuple[Any, ...], value: Any) -> Any:
    _require(isinstance(value, list), origin, value)
    if origin is tuple and inner[-1] is not ...:
        _require(len(value) == len(inner), origin, value)
        return tuple(from_plain(kind, item) for kind, item in zip(inner, value, strict=True))
    return origin(from_plain(inner[0], item) for item in value)


def _key(kind: Any, text: str) -> Any:
    """JSON's keys are texts, those of enumerations by number too."""
    if isinstance(kind, type) and issubclass(kind, int):
        return kind(int(text))
    return from_plain(kind, text)


def _require(fits: bool, kind: Any, value: Any) -> None:
    if not fits:
        name = getattr(kind, "__name__", kind)
        raise ValueError(f"expected {name}, found {value!r:.60}")
