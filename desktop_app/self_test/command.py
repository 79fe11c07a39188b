"""``gliovista self-test``, also ``gliovista --self-test``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from core.cli.exit_codes import ExitCode
from core.cli.options import Json, takes
from core.cli.output import console, print_json, progress_bar
from core.machine import is_frozen
from desktop_app.self_test.outcome import CheckFailed, Outcome, Said
from desktop_app.state.marking import QT_TRANSLATE_NOOP

_SECONDS = 60
"""A display that has not answered after this long does not answer."""


@dataclass(frozen=True, kw_only=True)
class SelfTestOptions:
    """Options of ``self-test``."""

    graphics: Annotated[
        bool, typer.Option("--graphics", help="Only look at the display; prints JSON.")
    ] = False
    json: Json = False


@takes(SelfTestOptions)
def self_test(options: SelfTestOptions) -> int:
    """Check that this installation works: models, demo study, exporters, engines, graphics.

    The demo study's label map is compared with a recorded one. Needs no network and no scan.
    Exit code 1 when any check failed.
    """
    if options.graphics:
        return _print_graphics()
    from desktop_app.self_test.run import SelfTest

    display = _display_environment()
    application = _offscreen_application()
    with progress_bar("Self-test") as (progress, _):
        report = SelfTest(lambda: _graphics_of_a_child(display)).run(
            progress, lambda outcome: None if options.json else _print(outcome)
        )
    del application
    if options.json:
        outcomes = [asdict(o) | {"said": o.said.english()} for o in report.outcomes]
        print_json({"passed": report.passed, "checks": outcomes, "facts": report.facts})
    else:
        for name, value in report.facts.items():
            console().print(f"{name}: {value}", markup=False)
        console().print("Self-test passed." if report.passed else "Self-test FAILED.")
    return ExitCode.OK if report.passed else ExitCode.SOME_FAILED


def _print(outcome: Outcome) -> None:
    mark = "[green]ok[/]    " if outcome.passed else "[bold red]FAILED[/]"
    console().print(mark, end=" ")
    text = f"{outcome.name} ({outcome.seconds:.1f} s): {outcome.said.english()}"
    console().print(text, markup=False)


def _print_graphics() -> int:
    """What the child of :func:`_graphics_of_a_child` does."""
    from PySide6.QtWidgets import QApplication

    from desktop_app.self_test.graphics import check_graphics

    application = QApplication([])
    try:
        said, found = check_graphics()
        passed = True
    except CheckFailed as failure:
        said, found, passed = failure.said, {}, False
    print_json({"passed": passed, "text": said.text, "values": said.values, "facts": found})
    del application
    return ExitCode.OK if passed else ExitCode.SOME_FAILED


def _display_environment() -> dict[str, str]:
    """The environment in which the window would start; without a display, an offscreen one."""
    environment = dict(os.environ)
    if sys.platform not in ("win32", "darwin") and not any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return environment


def _offscreen_application() -> object:
    """What the exporters of pictures and PDF need, on no screen; None where Qt is missing."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError:
        # The exporters that need it say so, each for itself.
        return None
    return QApplication.instance() or QApplication([])


def _graphics_of_a_child(environment: dict[str, str]) -> tuple[Said, dict[str, str]]:
    """Look at the real display in a process of its own: Qt aborts where it finds none."""
    program = [sys.executable] if is_frozen() else [sys.executable, "-m", "desktop_app"]
    child = subprocess.run(
        [*program, "self-test", "--graphics"],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=_SECONDS,
        check=False,
    )
    try:
        answer = json.loads(child.stdout)
    except ValueError as error:
        text = QT_TRANSLATE_NOOP("SelfTest", "Qt cannot draw here: {0}")
        raise CheckFailed(Said(text, (child.stderr.strip() or child.returncode,))) from error
    said = Said(answer["text"], tuple(answer["values"]))
    if not answer["passed"]:
        raise CheckFailed(said)
    return said, answer["facts"]
