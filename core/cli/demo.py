"""``gliovista demo``: write the synthetic study."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from core.cli.options import Overwrite, takes
from core.cli.output import console, remarks
from core.phantom.phantom import write_demo_study


@dataclass(frozen=True, kw_only=True)
class DemoOptions:
    """Options of ``demo``."""

    folder: Annotated[Path, typer.Argument(help="Folder to write into; made if need be.")]
    seed: Annotated[int, typer.Option(min=0, help="Another seed makes another head.")] = 7
    overwrite: Overwrite = False


@takes(DemoOptions)
def demo(options: DemoOptions) -> int:
    """Write the synthetic demo study: four sequences and the true label map."""
    with remarks().status("Making the demo study"):
        write_demo_study(options.folder, options.seed, overwrite=options.overwrite)
    console().print(f"Wrote the demo study into {options.folder}", markup=False)
    return 0
