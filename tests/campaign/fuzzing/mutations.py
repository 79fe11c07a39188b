"""Damage of every kind, the same for the same seed."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import numpy as np

Rng = np.random.Generator

ODD_INTEGERS = (0, 1, -1, 2, 7, 127, 128, 255, 256, 32767, -32768, 65535, 2**31 - 1, -(2**31))
ODD_NUMBERS = (0, 1, -1, 0.5, 1e9, 1e38, 1e308, float("nan"), float("inf"), float("-inf"))
ODD_TEXTS = (
    "",
    " ",
    "\0",
    "../../etc/passwd",
    "/etc/passwd",
    "a" * 5000,
    "<img src=x><b>",
    "%s%n{0}",
    "日本語\u202e",
    "1e999",
    "-0",
    "\\" * 9,
)
ODD_VALUES: tuple[Any, ...] = (
    *ODD_INTEGERS,
    *ODD_NUMBERS,
    *ODD_TEXTS,
    2**63,
    2**64,
    10**400,
    None,
    True,
    [],
    {},
    [[]],
    [None] * 40,
    {"a": {"b": []}},
)


def damaged_bytes(content: bytes, rng: Rng, other: bytes = b"") -> bytes:
    """One to four blows that know nothing of the format.

    Args:
        content: a whole file.
        rng: decides everything.
        other: another file, to splice from.
    """
    changed = bytearray(content)
    for _ in range(int(rng.integers(1, 5))):
        if not changed:
            break
        blow = _BLOWS[int(rng.integers(len(_BLOWS)))]
        blow(changed, rng, other)
    return bytes(changed)


def _place(changed: bytearray, rng: Rng) -> int:
    """Anywhere, but half of the time among the first bytes, where headers stand."""
    near = min(len(changed), 512)
    return int(rng.integers(near if rng.random() < 0.5 else len(changed)))


def _flip(changed: bytearray, rng: Rng, other: bytes) -> None:
    del other
    for _ in range(int(rng.integers(1, 9))):
        changed[_place(changed, rng)] ^= 1 << int(rng.integers(8))


def _set(changed: bytearray, rng: Rng, other: bytes) -> None:
    del other
    changed[_place(changed, rng)] = int(rng.choice((0, 1, 127, 128, 254, 255)))


def _truncate(changed: bytearray, rng: Rng, other: bytes) -> None:
    del other
    del changed[_place(changed, rng) :]


def _cut(changed: bytearray, rng: Rng, other: bytes) -> None:
    del other
    at = _place(changed, rng)
    del changed[at : at + int(rng.integers(1, 64))]


def _double(changed: bytearray, rng: Rng, other: bytes) -> None:
    del other
    at, count = _place(changed, rng), int(rng.integers(1, 64))
    changed[at:at] = changed[at : at + count]


def _splice(changed: bytearray, rng: Rng, other: bytes) -> None:
    if other:
        at = _place(changed, rng)
        changed[at:] = other[int(rng.integers(len(other))) :]


def _number(changed: bytearray, rng: Rng, other: bytes) -> None:
    del other
    size = int(rng.choice((2, 4, 8)))
    value = int(rng.choice(ODD_INTEGERS)) % (1 << 8 * size)
    at = _place(changed, rng) // size * size
    order = "little" if rng.random() < 0.7 else "big"
    changed[at : at + size] = value.to_bytes(size, order)


def _noise(changed: bytearray, rng: Rng, other: bytes) -> None:
    del other
    at, count = _place(changed, rng), int(rng.integers(1, 128))
    changed[at : at + count] = rng.bytes(count)


_BLOWS = (_flip, _flip, _set, _truncate, _cut, _double, _splice, _number, _number, _noise)


def damaged_record(content: bytes, kind: np.dtype[Any], rng: Rng) -> bytes:
    """One to three fields of the record at a file's start set to odd values."""
    changed = bytearray(content)
    record = np.frombuffer(changed, kind, 1)
    names = [n for n in kind.names or () if kind[n].base.kind in "iuf"]
    for _ in range(int(rng.integers(1, 4))):
        field = record[str(rng.choice(names))].reshape(-1)
        with np.errstate(all="ignore"):
            value = np.array(rng.choice(ODD_INTEGERS if rng.random() < 0.6 else ODD_NUMBERS))
            field[int(rng.integers(field.size))] = value.astype(field.dtype)
    return bytes(changed)


def damaged_tree(tree: Any, rng: Rng) -> Any:
    """A JSON value with one to three of its nodes replaced, dropped or doubled."""
    fresh = json.loads(json.dumps(tree))
    for _ in range(int(rng.integers(1, 4))):
        fresh = _damage_node(fresh, rng)
    return fresh


def _damage_node(tree: Any, rng: Rng) -> Any:
    nodes = [(holder, key) for holder, key in _nodes(tree)]
    if not nodes:
        return odd_value(rng)
    holder, key = nodes[int(rng.integers(len(nodes)))]
    kind = rng.random()
    if kind < 0.6:
        holder[key] = odd_value(rng)
    elif kind < 0.75:
        del holder[key]
    elif kind < 0.85 and isinstance(holder, dict):
        holder[str(rng.choice(ODD_TEXTS))] = holder.pop(key)
    elif isinstance(holder, list):
        holder.insert(key, deepcopy(holder[key]))
    else:
        other_holder, other_key = nodes[int(rng.integers(len(nodes)))]
        holder[key] = deepcopy(other_holder[other_key]) if other_holder is not holder else None
    return tree


def odd_value(rng: Rng) -> Any:
    """One of :data:`ODD_VALUES`, seldom a value nested a thousandfold."""
    if rng.random() < 0.02:
        deep: Any = 1
        for _ in range(300):
            deep = [deep]
        return deep
    # A copy: what is damaged further would else be another value for the next input.
    return deepcopy(ODD_VALUES[int(rng.integers(len(ODD_VALUES)))])


def _nodes(tree: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value: its holder and the key or index there."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys if isinstance(holder, dict | list) else ():
            found.append((holder, key))
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])
    return found
