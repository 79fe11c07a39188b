"""The one way in: ``python -m training COMMAND …``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS: dict[str, tuple[str, str]] = {
    "train": ("training.learning.train", "train a network, or go on with a run that was stopped"),
    "blend": ("training.learning.blend", "average the kept weights of two runs"),
    "snapshot": ("training.learning.snapshot", "keep a run's weights in float16, or restore them"),
    "evaluate": ("training.judging.evaluate", "cross-validate by patient; trains what is missing"),
    "answer": ("training.judging.answer", "keep what a model package says of many cases"),
    "judge": ("training.judging.judge", "score kept answers, or a weighted mean of several"),
    "teacher-statistics": (
        "training.teacher.statistics",
        "average the statistics of the teacher's normalisations",
    ),
    "teach": ("training.teacher.answer", "keep what the teacher says of many cases"),
    "specks": ("training.judging.specks", "learn which parts of WT are sure enough to stay"),
    "companion": ("training.teacher.ship", "make a model package that averages with the teacher"),
    "finder": ("training.shipping.finder", "make a model package that looks coarsely first"),
    "compare": ("training.judging.compare", "pair two reports case by case"),
    "missing": ("training.trials.missing", "held-out cases without one or two sequences"),
    "robustness": ("training.trials.robustness", "held-out cases, disturbed as clinics do"),
    "calibration": ("training.judging.calibration", "how far probabilities can be believed"),
    "expected-dice": (
        "training.judging.expected_dice",
        "learn to tell a case's Dice without truth",
    ),
    "export": ("training.shipping.export", "make a model package out of a checkpoint"),
    "clicks": ("training.clicks.command", "train and measure the network that a click asks"),
    "brain": ("training.brain.command", "train, measure and ship the brain extractor"),
}
"""Module and summary of each command, in the order in which one uses them."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; its module, and with it torch, loads only then."""
    width = max(map(len, COMMANDS)) + 2
    listed = "\n".join(f"  {name:{width}}{text}" for name, (_, text) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m training",
        usage="python -m training COMMAND …",
        description=f"Trains and judges Gliovista's networks.\n\ncommands:\n{listed}",
        epilog="python -m training COMMAND --help tells a command's arguments.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, help=argparse.SUPPRESS)
    given = list(sys.argv[1:] if arguments is None else arguments)
    name = parser.parse_args(given[:1]).command
    # argparse names a command after this.
    sys.argv[0] = f"python -m training {name}"
    import_module(COMMANDS[name][0]).main(given[1:])


if __name__ == "__main__":
    main()
