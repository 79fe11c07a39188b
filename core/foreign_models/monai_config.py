"""MONAI bundle configurations, read as plain values.

MONAI evaluates what begins with ``$`` as Python. Here nothing is evaluated: references
(``@name::part``), literals, sums and a few harmless calls are understood, in those parts alone that
are asked for; anything else in them is refused by its text.
"""

from __future__ import annotations

import ast
import json
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.foreign_models.original import refused

_REFERENCE = re.compile(r"@([\w:#.]+)")
_PLACE = "_reference_{}"
_DEEPEST = 64
_LARGEST_BYTES = 20_000_000
_SUMS: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
}
_SAME = ("to", "eval", "cpu", "float")
"""Methods of a network that leave what it computes as it is."""
_SETTING = ("_requires_", "_desc_", "_mode_")


class _UnknownError(ValueError):
    """An expression beyond the known set."""


def read_json(path: Path) -> dict[str, Any]:
    """A JSON file that holds an object.

    Raises:
        ModelPackageError: absent, too large, or no such file.
    """
    if not path.is_file():
        raise refused(path, "this file is missing. Choose the whole folder of the model.")
    if path.stat().st_size > _LARGEST_BYTES:
        raise refused(path, f"this file is larger than {_LARGEST_BYTES // 1_000_000} MB.")
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise refused(path, f"this is no readable JSON file ({type(error).__name__}).") from error
    if not isinstance(values, dict):
        raise refused(path, f"expected an object, found {type(values).__name__}.")
    return values


@dataclass(frozen=True)
class Config:
    """A bundle's configuration.

    Attributes:
        path: of its file, for errors.
        values: as read.
    """

    path: Path
    values: Mapping[str, Any]

    def plain(self, name: str) -> Any:
        """An item with its references and expressions replaced; None where there is none.

        Raises:
            ModelPackageError: an expression in it is beyond the known set.
        """
        if name not in self.values:
            return None
        return self._plain(self.values[name], name, 0)

    def _plain(self, value: Any, where: str, depth: int) -> Any:
        if depth > _DEEPEST:
            raise refused(self.path, f"“{where}” refers to itself.")
        if isinstance(value, Mapping):
            kept = {k: v for k, v in value.items() if k not in _SETTING}
            return {k: self._plain(v, f"{where}::{k}", depth + 1) for k, v in kept.items()}
        if isinstance(value, list):
            return [self._plain(v, f"{where}::{n}", depth + 1) for n, v in enumerate(value)]
        if isinstance(value, str) and value.startswith("$"):
            return self._expression(value, where, depth)
        if isinstance(value, str) and value.startswith("@"):
            return self._referred(value[1:], where, depth)
        if isinstance(value, str) and value.startswith("%"):
            raise refused(self.path, f"“{where}” is a macro ({value}), which is not followed.")
        return value

    def _referred(self, name: str, where: str, depth: int) -> Any:
        value: Any = self.values
        for part in name.replace("#", "::").split("::"):
            try:
                value = value[int(part)] if isinstance(value, list) else value[part]
            except (KeyError, IndexError, ValueError, TypeError) as error:
                raise refused(
                    self.path, f"“{where}” refers to “{name}”, which is not there."
                ) from error
        return self._plain(value, name, depth + 1)

    def _expression(self, text: str, where: str, depth: int) -> Any:
        names: list[str] = []

        def placed(match: re.Match[str]) -> str:
            names.append(match[1])
            return _PLACE.format(len(names) - 1)

        def referred(name: str) -> Any:
            places = {_PLACE.format(n): found for n, found in enumerate(names)}
            if name not in places:
                raise _UnknownError(name)
            return self._referred(places[name], where, depth)

        try:
            tree = ast.parse(_REFERENCE.sub(placed, text[1:].strip()), mode="eval")
            return _value_of(tree.body, referred)
        except (
            _UnknownError, SyntaxError, ValueError, TypeError, ArithmeticError, RecursionError,
        ) as error:  # fmt: skip
            raise refused(
                self.path,
                f"“{where}” is the expression {text!r}, which would have to be run as Python. "
                "References, numbers and text are understood; write the value itself.",
            ) from error


def _value_of(node: ast.expr, referred: Callable[[str], Any]) -> Any:
    value: Any
    match node:
        case ast.Constant():
            value = node.value
        case ast.List() | ast.Tuple():
            value = [_value_of(item, referred) for item in node.elts]
        case ast.Name():
            value = referred(node.id)
        case ast.UnaryOp(op=ast.USub()):
            value = -_number(_value_of(node.operand, referred))
        case ast.BinOp() if type(node.op) in _SUMS:
            value = _sum(node, referred)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in _SAME:
            value = referred(name)
        case _:
            raise _UnknownError(ast.dump(node))
    return value


def _sum(node: ast.BinOp, referred: Callable[[str], Any]) -> Any:
    left, right = _value_of(node.left, referred), _value_of(node.right, referred)
    if isinstance(left, str) and isinstance(right, str) and isinstance(node.op, ast.Add):
        return left + right
    return _SUMS[type(node.op)](_number(left), _number(right))


def _number(value: Any) -> Any:
    if isinstance(value, int | float) and abs(value) < 1e12:
        return value
    raise _UnknownError(repr(value))
