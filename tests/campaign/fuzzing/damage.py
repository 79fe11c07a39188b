"""Damage that knows each format: fields of headers, elements, members of archives, cards."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import nibabel as nib
import numpy as np

from tests.campaign.fuzzing.mutations import (
    ODD_INTEGERS,
    ODD_TEXTS,
    Rng,
    damaged_bytes,
    damaged_record,
    damaged_tree,
)
from tests.campaign.fuzzing.seeds import Case

_INDEX = "session.json"
_CARD = "model.json"
_TYPES = ("SQ", "UN", "OB", "US", "DS", "??")


def damaged(kind: str, cases: Sequence[Case], rng: Rng) -> Case:
    """One of the cases with one of its files damaged, blindly or knowing the format."""
    case = dict(cases[int(rng.integers(len(cases)))])
    name = str(rng.choice(sorted(case)))
    other = cases[int(rng.integers(len(cases)))]
    if rng.random() < 0.4:
        case[name] = damaged_bytes(case[name], rng, next(iter(other.values())))
        return _signed(case) if kind == "model" and rng.random() < 0.7 else case
    return _KNOWING[kind](case, name, rng)


def _nifti(case: Case, name: str, rng: Rng) -> Case:
    packed = case[name][:2] == b"\x1f\x8b"
    plain = gzip.decompress(case[name]) if packed else case[name]
    size = int.from_bytes(plain[:4], "little")
    classes: dict[int, Any] = {348: nib.Nifti1Header, 540: nib.Nifti2Header}
    if name.endswith((".mgh", ".mgz")):
        dtype = nib.freesurfer.mghformat.MGHHeader.template_dtype
    elif name.endswith((".npy", ".img")):
        case[name] = damaged_bytes(case[name], rng)
        return case
    else:
        order = "<" if size in classes else ">"
        kind = classes.get(int(np.frombuffer(plain[:4], f"{order}i4")[0]), nib.Nifti1Header)
        dtype = kind.template_dtype.newbyteorder(order)
    plain = damaged_record(plain, dtype, rng)
    if rng.random() < 0.3:
        plain = damaged_bytes(plain, rng)
    case[name] = gzip.compress(plain, 1, mtime=0) if packed else plain
    return case


def _dicom(case: Case, name: str, rng: Rng) -> Case:
    if name.endswith(".zip"):
        return _archive(case, name, rng)
    content = bytearray(case[name])
    for _ in range(int(rng.integers(1, 4))):
        places = _elements(content)
        if not places:
            break
        at, kind, length_at, value_at, length = places[int(rng.integers(len(places)))]
        blow = int(rng.integers(5))
        if blow == 0:  # a length that lies
            size = 2 if value_at - length_at == 2 else 4
            value = int(rng.choice(ODD_INTEGERS)) % (1 << 8 * size)
            content[length_at : length_at + size] = value.to_bytes(size, "little")
        elif blow == 1:  # another type
            content[at + 4 : at + 6] = str(rng.choice(_TYPES)).encode("ascii")
        elif blow == 2:  # an element left out
            del content[at : value_at + length]
        elif kind in (b"US", b"UL", b"SS", b"OW"):
            content[value_at : value_at + length] = (
                rng.bytes(length)
                if rng.random() < 0.5
                else (b"\xff" * length if rng.random() < 0.5 else bytes(length))
            )
        else:
            text = rng.choice((*ODD_TEXTS, *map(str, ODD_INTEGERS), "nan", "inf", "1\\2", "a\\b"))
            value = str(text).encode()[: 2 * (length or 8)]
            value += b" " * (len(value) % 2)
            if value_at - length_at == 2:
                content[length_at : length_at + 2] = len(value).to_bytes(2, "little")
                content[value_at : value_at + length] = value
    case[name] = bytes(content)
    return case


def _elements(content: bytes) -> list[tuple[int, bytes, int, int, int]]:
    """Explicit little-endian elements: where tag, length and value stand; empty where none do."""
    found, at = [], 132
    long_ones = {b"OB", b"OW", b"OF", b"SQ", b"UT", b"UN", b"UC", b"UR", b"OD", b"OL"}
    while at + 8 <= len(content) and len(found) < 400:
        kind = bytes(content[at + 4 : at + 6])
        if not kind.isalpha():
            break
        if kind in long_ones:
            length_at, value_at = at + 8, at + 12
            (length,) = struct.unpack_from("<I", content.ljust(value_at, b"\0"), length_at)
        else:
            length_at, value_at = at + 6, at + 8
            (length,) = struct.unpack_from("<H", content, length_at)
        if length == 0xFFFFFFFF or value_at + length > len(content):
            break
        found.append((at, kind, length_at, value_at, length))
        at = value_at + length
    return found


def _archive(case: Case, name: str, rng: Rng) -> Case:
    """An archive whose member is damaged within, or packed in a way that is seldom used."""
    with zipfile.ZipFile(io.BytesIO(case[name])) as file:
        members = {info.filename: file.read(info) for info in file.infolist()}
    member = str(rng.choice(sorted(members)))
    inner = {member: members.pop(member)}
    for old, content in (_dicom(inner, member, rng) if rng.random() < 0.8 else inner).items():
        members[old if rng.random() < 0.8 else str(rng.choice(ODD_TEXTS)) + ".zip"] = content
    case[name] = _zipped(members, rng)
    return case


def _zipped(members: Case, rng: Rng) -> bytes:
    out = io.BytesIO()
    kinds = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    packing = kinds[int(rng.choice(4, p=(0.6, 0.3, 0.05, 0.05)))]
    with zipfile.ZipFile(out, "w", packing) as file:
        for member, content in members.items():
            file.writestr(zipfile.ZipInfo(member), content, packing)
    return out.getvalue()


def _session(case: Case, name: str, rng: Rng) -> Case:
    with zipfile.ZipFile(io.BytesIO(case[name])) as file:
        members = {info.filename: file.read(info) for info in file.infolist()}
    blow = rng.random()
    if blow < 0.6:
        members[_INDEX] = json.dumps(damaged_tree(json.loads(members[_INDEX]), rng)).encode()
    elif blow < 0.9:
        member = str(rng.choice([m for m in members if m != _INDEX]))
        plain = damaged_record(
            gzip.decompress(members[member]), nib.Nifti2Header.template_dtype, rng
        )
        members[member] = gzip.compress(plain, 1, mtime=0)
        if rng.random() < 0.2:
            members[member] = damaged_bytes(members[member], rng)
    else:
        member = str(rng.choice(sorted(members)))
        other = str(rng.choice((*ODD_TEXTS, "../x.nii.gz", "marks/a.nii.gz")))
        members[other] = members.pop(member)
    case[name] = _zipped(members, rng)
    return case


def _model(case: Case, name: str, rng: Rng) -> Case:
    if name == _CARD or rng.random() < 0.5:
        card = damaged_tree(json.loads(case[_CARD]), rng)
        case[_CARD] = json.dumps(card).encode()
        return case
    if name.endswith(".xml"):
        case[name] = _xml(case[name], rng)
    else:
        case[name] = _safetensors(case[name], rng)
    return _signed(case)


def _xml(content: bytes, rng: Rng) -> bytes:
    """Attributes of a network's description set to odd values."""
    text = content.decode()
    for _ in range(int(rng.integers(1, 4))):
        places = list(re.finditer(r'="([^"]*)"', text))
        if not places:
            break
        place = places[int(rng.integers(len(places)))]
        odd = str(rng.choice((*map(str, ODD_INTEGERS), "", "-1,-1", "9" * 30, "Result", "f64")))
        text = text[: place.start(1)] + odd + text[place.end(1) :]
    return text.encode()


def _safetensors(content: bytes, rng: Rng) -> bytes:
    (length,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8 : 8 + length])
    said = json.dumps(damaged_tree(header, rng)).encode()
    told = len(said) if rng.random() < 0.8 else int(rng.choice(ODD_INTEGERS)) % (1 << 64)
    return struct.pack("<Q", told) + said + content[8 + length :]


def _signed(case: Case) -> Case:
    """The package's card with the digests of its files as they are, as an attacker would."""
    try:
        card = json.loads(case[_CARD])
        card["files"] = {
            name: hashlib.sha256(content).hexdigest()
            for name, content in case.items()
            if name in card["files"]
        }
        return {**case, _CARD: json.dumps(card).encode()}
    except (ValueError, TypeError, KeyError, RecursionError):  # the card itself was damaged
        return case


_KNOWING: dict[str, Callable[[Case, str, Rng], Case]] = {
    "nifti": _nifti,
    "labels": _nifti,
    "other": _nifti,
    "dicom": _dicom,
    "session": _session,
    "model": _model,
}


def unpacked_size(content: bytes) -> int:
    """What a file says that it unfolds to, where it says so; its own size else."""
    if content[:2] == b"\x1f\x8b" and len(content) >= 18:
        try:
            return max(len(content), len(zlib.decompressobj(31).decompress(content, 2**26)))
        except zlib.error:
            return len(content)
    if content[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as file:
                return sum(info.file_size for info in file.infolist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
            return len(content)
    return len(content)
