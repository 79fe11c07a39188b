"""A model package: a folder with weights and one JSON that says all about them.

Loading checks every file's SHA-256 and executes nothing: the weights are safetensors or an
OpenVINO IR. A package of another's network (:mod:`core.foreign_models`) has a recipe in the place
of this program's architecture and preprocessing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

from core.errors import ModelPackageError, lacks_memory
from core.networks.engine import Array, Engine, Precision, Tick
from core.networks.openvino_engine import OpenVINOEngine
from core.networks.package_files import (
    CARD_DAMAGE,
    IR,
    WEIGHTS,
    require_architecture,
    verify_files,
)
from core.segmenting.companion import Companion, Network, network_file
from core.segmenting.expected_dice import Lines, lines_from_json
from core.segmenting.finder import FINDER_IR, FINDER_WEIGHTS, Finder
from core.segmenting.postprocessing import PostProcessing
from core.segmenting.preprocessing import Preprocessing
from core.segmenting.recipe import Recipe
from core.studies.study import Modality

FORMAT = 2
FORMAT_WITH_COMPANION = 3
"""Another number, since a program that knows no companion would give other answers in silence."""
FORMAT_WITH_FINDER = 4
"""With a finder, and a companion or none; another number for the same reason."""
FORMATS = (FORMAT, FORMAT_WITH_COMPANION, FORMAT_WITH_FINDER)
FORMAT_IMPORTED = 5
"""Of another's network: it has a recipe, and no architecture and preprocessing of this program."""
CARD = "model.json"

MODELS_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "models"
"""The packages that ship with the program."""

COMPANION_MULTIPLE = 16
"""What an engine's smallest input is made of: rows and columns of four, slices enough to answer."""

EngineName = Literal["auto", "openvino", "pytorch"]

_WHAT_IT_IS = (
    "A model package is a folder that holds model.json, weights.safetensors and, for OpenVINO, "
    "model.xml; python -m training export makes one out of a checkpoint."
)


@dataclass(frozen=True)
class ModelPackage:
    """What ``model.json`` says, after its files' hashes were checked.

    Attributes:
        folder: where it lies.
        name: for reports and file headers.
        architecture: see :class:`core.networks.network.Architecture`; plain, so that reading a
            package does not load torch.
        preprocessing, postprocessing: constants that travel with the weights.
        flips: axes (x, y, z of RAS+) whose mirror images Accurate mode averages.
        shifts: voxels by which Accurate mode moves the crop too; see
            :class:`core.segmenting.passes.Pass`.
        window: edge in voxels of the windows that slide over the crop, None for one pass.
            Instance norm answers to its field of view: a network sees at inference what its
            last training stage showed it.
        provenance: cases, recipe, seeds, versions.
        scores: held-out scores and the command that printed them.
        expected_dice: see :func:`core.segmenting.expected_dice.expected_dice`; empty where not
            learnt.
        companion: networks of others that Accurate mode averages with; None without.
        finder: the coarse network that tells where to look; None where all is looked at.
        recipe: how another's network runs; ``preprocessing`` then names its sequences alone, and
            ``architecture``, ``flips`` and ``shifts`` are empty. None for this program's own.
        digest: SHA-256 of the card, which holds those of all other files.
        origin: of what kind a package is that did not ship with the program, and the beginning of
            its digest; empty for one that did.
    """

    folder: Path
    name: str
    architecture: Mapping[str, Any]
    preprocessing: Preprocessing
    postprocessing: PostProcessing
    flips: tuple[int, ...]
    shifts: tuple[int, ...]
    window: int | None
    provenance: Mapping[str, Any]
    scores: Mapping[str, Any]
    expected_dice: Lines = field(default_factory=dict)
    companion: Companion | None = None
    finder: Finder | None = None
    recipe: Recipe | None = None
    digest: str = ""
    origin: str = ""

    @property
    def multiple(self) -> int:
        """Input edges must be a multiple of this many voxels."""
        return int(2 ** len(self.architecture["widths"]))

    @property
    def channels(self) -> tuple[Modality, ...]:
        """The sequences that it was trained with."""
        return self.preprocessing.channels

    @property
    def has_accurate(self) -> bool:
        """Whether Accurate mode does anything that Fast does not."""
        if self.recipe is not None:
            return bool(self.recipe.mirrored)
        return bool(self.flips or self.shifts or self.companion)

    @property
    def spacing_mm(self) -> tuple[float, ...] | None:
        """What the network sees: one for all axes, or one each; None for the study's own."""
        if self.recipe is not None:
            return self.recipe.spacing_mm
        return (self.preprocessing.spacing_mm,)


@dataclass(frozen=True)
class Model:
    """A package and the engine that runs it.

    Attributes:
        package, engine: of the model's own network.
        companions: engines of the companion's networks; empty without one.
        finder: engine of the coarse network; None where the package has none.
        folds: engines of another's networks, ``engine`` the first; empty for one's own.
    """

    package: ModelPackage
    engine: Engine
    companions: Mapping[Network, Engine] = field(default_factory=dict)
    finder: Engine | None = None
    folds: tuple[Engine, ...] = ()


def shipped_packages(root: Path = MODELS_FOLDER) -> list[Path]:
    """Folders under ``root`` that hold a ``model.json``, sorted by name."""
    return sorted(p.parent for p in root.glob(f"*/{CARD}"))


def read_package(folder: Path) -> ModelPackage:
    """Read and verify a package; loads no network library.

    Raises:
        ModelPackageError: it is no package, a file is missing, or a hash differs.
    """
    if folder.is_file():
        raise ModelPackageError(
            f"{folder}: this is a single file, such as a bare PyTorch state dict, which says "
            f"neither its architecture nor its preprocessing and may execute code. {_WHAT_IT_IS}"
        )
    try:
        read = (folder / CARD).read_bytes()
        card = json.loads(read.decode("utf-8"))
        found = int(card["format"])
        if found not in (*FORMATS, FORMAT_IMPORTED):
            raise ModelPackageError(
                f"{folder}: expected model package format {FORMAT}-{FORMAT_IMPORTED}, "
                f"found {found}. Use the program version that it was made for."
            )
        verify_files(folder / CARD, card["files"])
        digest = hashlib.sha256(read).hexdigest()
        if found == FORMAT_IMPORTED:
            return _imported(folder, card, digest)
        return ModelPackage(
            folder=folder,
            name=str(card["name"]),
            architecture=require_architecture(card["architecture"]),
            preprocessing=Preprocessing.from_json(card["preprocessing"]),
            postprocessing=PostProcessing.from_json(card["postprocessing"]),
            flips=tuple(card["flips"]),
            shifts=tuple(card["shifts"]),
            window=card["window"],
            provenance=card["provenance"],
            scores=card["scores"],
            expected_dice=lines_from_json(card["expected_dice"]),
            companion=_companion(card) if _has(card, "companion", FORMAT_WITH_COMPANION) else None,
            finder=_finder(card) if _has(card, "finder", FORMAT_WITH_FINDER) else None,
            digest=digest,
            origin=_origin("Gliovista package", folder, digest),
        )
    except FileNotFoundError as error:
        raise ModelPackageError(f"{folder}: no model package here. {_WHAT_IT_IS}") from error
    except (OSError, *CARD_DAMAGE) as error:
        raise ModelPackageError(
            f"{folder / CARD}: not a readable model card ({error!r}). {_WHAT_IT_IS}"
        ) from error


def load_model(
    folder: Path | None = None,
    engine: EngineName = "auto",
    threads: int = 0,
    precision: Precision = "auto",
) -> Model:
    """Verify a package and load its network.

    Args:
        folder: the package; default the one that ships with the program.
        engine: ``auto`` takes OpenVINO, and PyTorch for a package without an IR.
        threads: CPU threads; 0 for all.
        precision: of OpenVINO's arithmetic; ``auto`` takes bf16 where that is faster.

    Raises:
        ModelPackageError: see :func:`read_package`; or the engine's file is not in it.
    """
    if folder is None:
        shipped = shipped_packages()
        if not shipped:
            raise ModelPackageError(f"{MODELS_FOLDER}: no model package here. {_WHAT_IT_IS}")
        folder = shipped[-1]
    package = read_package(folder)
    if package.recipe is not None:
        return _load_imported(package, package.recipe, engine, threads, precision)
    ir, weights = folder / IR, folder / WEIGHTS
    companions = _companions(package, threads, precision)
    has_ir = ir.exists()
    if engine == "openvino" and not has_ir:
        raise ModelPackageError(f"{folder}: this package holds no OpenVINO model ({IR}).")
    finder = package.finder
    if engine == "pytorch" or not has_ir:
        own = _pytorch(weights, package.architecture, threads)
        coarse: Engine | None = None
        if finder:
            coarse = _pytorch(folder / FINDER_WEIGHTS, finder.architecture, threads)
        return Model(package, own, companions, coarse)
    files = (folder / FINDER_IR, folder / FINDER_WEIGHTS)
    return Model(
        package,
        OpenVINOEngine(ir, weights, package.multiple, threads, precision),
        companions,
        OpenVINOEngine(*files, finder.multiple, threads, precision) if finder else None,
    )


def _has(card: Mapping[str, Any], part: str, since: int) -> bool:
    """Whether a card tells of a part; one of exactly that format must."""
    found = int(card["format"])
    return found == since or (found > since and part in card)


def _finder(card: Mapping[str, Any]) -> Finder:
    for name in (FINDER_IR, FINDER_WEIGHTS):
        if name not in card["files"]:
            raise KeyError(name)
    return Finder.from_json(card["finder"])


def fold_file(number: int) -> str:
    """The IR of one of another's networks within a package; its weights end in ``.bin``."""
    return f"network_{number}.xml"


def _origin(kind: str, folder: Path, digest: str) -> str:
    shipped = folder.resolve().parent == MODELS_FOLDER
    return "" if shipped else f"{kind}, SHA-256 {digest[:12]}"


def _imported(folder: Path, card: Mapping[str, Any], digest: str) -> ModelPackage:
    recipe = Recipe.from_json(card["recipe"])
    for number in range(recipe.networks):
        for file in (fold_file(number), str(Path(fold_file(number)).with_suffix(".bin"))):
            if file not in card["files"]:
                raise KeyError(file)
    return ModelPackage(
        folder=folder,
        name=str(card["name"]),
        architecture={},
        preprocessing=Preprocessing(channels=recipe.channels),
        postprocessing=PostProcessing.from_json(card["postprocessing"]),
        flips=(),
        shifts=(),
        window=None,
        provenance=card["provenance"],
        scores=card["scores"],
        recipe=recipe,
        digest=digest,
        origin=_origin(str(card["provenance"]["origin"]), folder, digest),
    )


def _load_imported(
    package: ModelPackage, recipe: Recipe, engine: EngineName, threads: int, precision: Precision
) -> Model:
    if engine == "pytorch":
        raise ModelPackageError(
            f"{package.folder}: this model was brought from elsewhere and runs with OpenVINO alone."
        )
    folds = []
    for number in range(recipe.networks):
        ir = package.folder / fold_file(number)
        folds.append(
            OpenVINOEngine(ir, ir.with_suffix(".bin"), 1, threads, precision, one_size=True)
        )
    return Model(package, folds[0], folds=tuple(folds))


def _companion(card: Mapping[str, Any]) -> Companion:
    companion = Companion.from_json(card["companion"])
    for name in map(network_file, companion.networks):
        for file in (name, str(Path(name).with_suffix(".bin"))):
            if file not in card["files"]:
                raise KeyError(file)
    return companion


class _WhenAsked:
    """One of the companion's engines, compiled at its first run: Fast mode never waits for it."""

    multiple = COMPANION_MULTIPLE

    def __init__(self, ir: Path, threads: int, precision: Precision) -> None:
        self.name = ir.stem
        self._load = partial(
            OpenVINOEngine, ir, ir.with_suffix(".bin"), self.multiple, threads, precision, True
        )
        self._engine: Engine | None = None

    def __call__(self, array: Array, tick: Tick) -> Array:
        """See :class:`core.networks.engine.Engine`; (4, slices + 8, rows, columns) here."""
        tick()
        self._engine = self._engine or self._load()
        return self._engine(array, tick)


def _companions(package: ModelPackage, threads: int, precision: Precision) -> dict[Network, Engine]:
    """OpenVINO's, whatever engine runs the model's own network."""
    networks = package.companion.networks if package.companion else ()
    return {
        network: _WhenAsked(package.folder / network_file(network), threads, precision)
        for network in networks
    }


def _pytorch(weights: Path, values: Mapping[str, Any], threads: int) -> Engine:
    try:
        # Late, for torch loads only where it runs.
        from safetensors import SafetensorError

        from core.networks.network import Architecture
        from core.networks.pytorch_engine import load_pytorch_engine
    except ModuleNotFoundError as error:
        # A slim build leaves PyTorch out.
        raise ModelPackageError(
            f"{weights.parent}: {error.name} is not part of this program. Choose OpenVINO."
        ) from error

    try:
        architecture = Architecture.from_json(dict(values))
        return load_pytorch_engine(weights, architecture, threads)
    except (ValueError, TypeError, RuntimeError, OSError, SafetensorError) as error:
        if lacks_memory(error):
            raise
        raise ModelPackageError(f"{weights}: {error}") from error
