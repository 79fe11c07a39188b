"""How a label map came to be: what made it, when, and what a person changed since.

It names nobody: what is written into a file leaves out the names of other files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from core.labels import Region

FORMAT = 1
"""Of :meth:`Provenance.to_json`; what is of a later one is not understood."""


@dataclass(frozen=True)
class Provenance:
    """Where a label map comes from.

    A model's result that was exported and loaded again has both ``model`` and ``file``.

    Attributes:
        model: the model package that made it; empty for one that none made.
        origin: of a model that was brought from elsewhere: of what kind, and its hash.
        mode: how the model ran, ``fast`` or ``accurate``; empty without a model.
        engine: what ran it, such as ``OpenVINO CPU f32``.
        version: of the program that made it.
        made: when, with its time zone.
        file: name of the file that it was loaded from, without a folder; empty otherwise.
        steps: corrections by hand since, which are strokes of the brush and clicks.
        clicks: those of them that were answered in three dimensions (:mod:`core.clicking`).
        thresholds: probability from which a voxel counts to a region, where a person chose
            another than the model's.
        brain_ml: millilitres that a person added to the extracted brain of raw scans, and took
            away, before the model looked at it; None where nobody did.
        findings: codes of what the pre-flight check said of the scans.
        carried: whether labels of the patient's earlier study were taken over as a start.
    """

    model: str = ""
    mode: str = ""
    engine: str = ""
    version: str = ""
    made: datetime | None = None
    file: str = ""
    steps: int = 0
    clicks: int = 0
    thresholds: Mapping[Region, float] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    brain_ml: tuple[float, float] | None = None
    carried: bool = False
    origin: str = ""

    @property
    def named_model(self) -> str:
        """The model's name, with its origin where it was brought from elsewhere."""
        return f"{self.model} ({self.origin})" if self.origin else self.model

    @property
    def known(self) -> bool:
        """Whether anything at all is said."""
        return self != Provenance()

    def from_file(self, name: str) -> Provenance:
        """The same, read back from a file of a name."""
        return replace(self, file=name)

    def line(self) -> str:
        """One English line for tables and reports; empty where nothing is known."""
        parts = [f"File: {self.file}"] if self.file else []
        if self.model:
            parts += ["Gliovista", self.mode.capitalize(), self.named_model]
        elif self.steps and not self.file:
            parts.append("Drawn by hand")
        if self.made is not None:
            parts.append(self.made.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC"))
        parts += [f"{region.value} from {at:.2f}" for region, at in self.thresholds.items()]
        if self.brain_ml is not None:
            added, removed = self.brain_ml
            parts.append(f"brain corrected (+{added:.1f} ml, -{removed:.1f} ml)")
        if self.carried:
            parts.append("started from an earlier study's labels")
        if self.steps and (self.model or self.file):
            parts.append(f"corrected ({self._told_steps()})")
        elif self.clicks:
            parts.append(self._told_steps())
        return " · ".join(filter(None, parts))

    @property
    def strokes(self) -> int:
        """Corrections that were no clicks."""
        return self.steps - self.clicks

    def _told_steps(self) -> str:
        if not self.clicks:
            return _counted(self.steps, "step")
        told = _counted(self.clicks, "click")
        return f"{told}, {_counted(self.strokes, 'stroke')}" if self.strokes else told

    def to_json(self) -> dict[str, Any]:
        """Plain values, without the name of a file."""
        return {
            "format": FORMAT,
            "model": self.model,
            "mode": self.mode,
            "engine": self.engine,
            "version": self.version,
            "made": None if self.made is None else self.made.isoformat(timespec="seconds"),
            "loaded": bool(self.file),
            "steps": self.steps,
            "clicks": self.clicks,
            "thresholds": {region.value: at for region, at in self.thresholds.items()},
            "findings": list(self.findings),
            "brain_ml": None if self.brain_ml is None else list(self.brain_ml),
            "carried": self.carried,
            **({"origin": self.origin} if self.origin else {}),
        }


def provenance_from_json(values: Mapping[str, Any]) -> Provenance:
    """What :meth:`Provenance.to_json` wrote.

    Raises:
        ValueError: it is of a later format, or no provenance.
    """
    if values.get("format") != FORMAT:
        raise ValueError(f"provenance of format {values.get('format')!r}, expected {FORMAT}")
    try:
        made, brain = values["made"], values.get("brain_ml")
        return Provenance(
            model=str(values["model"]),
            origin=str(values.get("origin", "")),
            mode=str(values["mode"]),
            engine=str(values["engine"]),
            version=str(values["version"]),
            made=None if made is None else datetime.fromisoformat(made),
            steps=int(values["steps"]),
            clicks=int(values.get("clicks", 0)),
            thresholds={Region(name): float(at) for name, at in values["thresholds"].items()},
            findings=tuple(map(str, values["findings"])),
            brain_ml=None if brain is None else (float(brain[0]), float(brain[1])),
            carried=bool(values.get("carried")),
        )
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError(f"no provenance: {error!r}") from error


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def now() -> datetime:
    """The present minute's second, with the time zone of this computer."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)


def dumped(values: Mapping[str, Any]) -> bytes:
    """JSON as it is put into files: one line, the same for the same values."""
    return json.dumps(values, sort_keys=True, separators=(",", ":")).encode("ascii")
