"""What the program consists of: name, version and licence of every part, as CycloneDX lists them.

The build writes the list from the files that it takes (``build.spec``); from the sources it is made
of what is installed. https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from core import __version__

BILL = "shipped.cdx.json"
"""Name of the list in the built folder's resources."""

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_TEXTS = ("licen", "copying", "notice", "copyright", "authors")
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Part:
    """A library, or another part with a licence of its own.

    Attributes:
        name: of the distribution, or of the system's package.
        version: as it says itself.
        licence: what its metadata call it; empty where they do not.
        source: "pypi", "deb", or empty for what is no package.
    """

    name: str
    version: str
    licence: str
    source: str = "pypi"


def parts(bill: Path) -> tuple[Part, ...]:
    """The parts that a built program lists, or else those that are installed.

    Args:
        bill: where the build put its list; need not exist.
    """
    return read_bill(bill) if bill.is_file() else installed_parts()


def installed_parts(name: str = "gliovista") -> tuple[Part, ...]:
    """Python, and what a distribution needs to run: by its metadata, from one to the next."""
    found: dict[str, Part] = {}
    wanted = [name]
    while wanted:
        try:
            distribution = metadata.distribution(wanted.pop())
        except metadata.PackageNotFoundError:
            continue  # needed on another system alone
        key = _key(distribution.name)
        if key in found:
            continue
        found[key] = part_of(distribution)
        needed = [line for line in distribution.requires or () if "extra ==" not in line]
        wanted += [match[0] for line in needed if (match := _NAME.match(line))]
    found.pop(_key(name), None)
    return _sorted([_python(), *found.values()])


def parts_of_files(files: Iterable[Path]) -> tuple[Part, ...]:
    """Python, the distributions and the system's packages that files belong to."""
    rest = {str(path.resolve()) for path in files}
    found = [_python()]
    for distribution in metadata.distributions():
        # As text: the larger distributions have ten thousand files.
        root = str(Path(str(distribution.locate_file(""))).resolve())
        own = {os.path.normpath(f"{root}/{file}") for file in distribution.files or ()}
        if not rest.isdisjoint(own):
            found.append(part_of(distribution))
            rest -= own
    standard = str(Path(sysconfig.get_paths()["stdlib"]).resolve())
    system = [path for path in sorted(rest) if ".so" in path and not path.startswith(standard)]
    return _sorted([*found, *_debian_parts(system)])


def part_of(distribution: metadata.Distribution) -> Part:
    """What a distribution's metadata tell of it."""
    return Part(distribution.name, distribution.version, _licence(distribution))


def licence_texts(part: Part) -> tuple[Path, ...]:
    """The licence files that came with a part to the computer that builds."""
    if part.source == "pypi":
        own = metadata.distribution(part.name)
        files = [f for f in own.files or () if f.suffix not in (".py", ".pyc", ".h")]
        texts = [Path(str(own.locate_file(f))) for f in files if _is_text(f.name)]
    elif part.source == "deb":
        texts = [Path("/usr/share/doc") / part.name / "copyright"]
    else:
        folders = [Path(sysconfig.get_paths()[name]) for name in ("stdlib", "data")]
        texts = [folder / "LICENSE.txt" for folder in folders]
    return tuple(sorted(path for path in texts if path.is_file()))


def as_cyclonedx(found: Sequence[Part]) -> dict[str, Any]:
    """The list as CycloneDX 1.6; without a date, so that the same build gives the same bytes."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "gliovista",
                "name": "gliovista",
                "version": __version__,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": [_component(part) for part in found],
    }


def read_bill(path: Path) -> tuple[Part, ...]:
    """The parts of a list that :func:`as_cyclonedx` made."""
    values = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Part(
            name=component["name"],
            version=component["version"],
            licence=_licence_of(component),
            source=_source_of(component),
        )
        for component in values["components"]
    )


def _component(part: Part) -> dict[str, Any]:
    component: dict[str, Any] = {"type": "library", "name": part.name, "version": part.version}
    component["bom-ref"] = f"{part.source or 'other'}:{part.name}"
    if part.licence:
        component["licenses"] = [{"license": {"name": part.licence}}]
    if part.source == "pypi":
        version = part.version.replace("+", "%2B")
        component["purl"] = f"pkg:pypi/{_key(part.name)}@{version}"
    elif part.source == "deb":
        version = part.version.replace("+", "%2B").replace(":", "%3A").replace("~", "%7E")
        component["purl"] = f"pkg:deb/debian/{part.name.replace('+', '%2B')}@{version}"
    return component


def _source_of(component: dict[str, Any]) -> str:
    kind = re.match(r"pkg:(\w+)/", component.get("purl", ""))
    return kind[1] if kind else ""


def _licence_of(component: dict[str, Any]) -> str:
    licences = component.get("licenses", [])
    return str(licences[0]["license"]["name"]) if licences else ""


def _licence(distribution: metadata.Distribution) -> str:
    """PEP 639's expression, or a short name, or the classifiers."""
    told = distribution.metadata
    for field in ("License-Expression", "License"):
        text = str((told.get_all(field) or [""])[0]).strip()
        if text and text.upper() != "UNKNOWN" and len(text) <= _LONGEST_NAME and "\n" not in text:
            return text
    classes = [str(c) for c in told.get_all("Classifier") or () if str(c).startswith("License")]
    return ", ".join(c.rpartition(" :: ")[2] for c in classes)


def _python() -> Part:
    return Part("Python", platform.python_version(), "PSF-2.0", source="")


def _debian_parts(files: Sequence[str]) -> Iterator[Part]:
    """The packages of Debian or Ubuntu that files belong to; none on other systems."""
    if not files or not Path("/var/lib/dpkg/status").is_file():
        return
    # Systems that merged /lib into /usr/lib list files under either.
    names = [*files, *(f.removeprefix("/usr") for f in files if f.startswith("/usr/lib"))]
    told = _told("dpkg-query", "-S", *names)
    packages = sorted({line.partition(": ")[0] for line in told if ": " in line})
    shown = "${Package} ${Version}\n"
    for line in _told("dpkg-query", "-W", "-f", shown, *packages) if packages else ():
        name, _, version = line.partition(" ")
        yield Part(name, version, _debian_licence(name), source="deb")


def _debian_licence(package: str) -> str:
    """The names in a copyright file that machines can read; empty for one that is prose."""
    path = Path("/usr/share/doc") / package / "copyright"
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    lines = [line.partition(":")[2].strip() for line in text.splitlines() if line[:8] == "License:"]
    return ", ".join(dict.fromkeys(filter(None, lines)))[:_LONGEST_NAME]


def _told(*command: str) -> list[str]:
    # dpkg-query exits with 1 where it knows one of the files not, and tells of the others.
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    return run.stdout.splitlines()


def _is_text(name: str) -> bool:
    return any(text in name.lower() for text in _TEXTS)


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _sorted(found: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(set(found), key=lambda part: (_key(part.name), part.version)))
