"""``python -m tests.campaign.fuzzing``: run a campaign, go on with one, or show what it found."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.campaign.fuzzing.campaign import KINDS, Run, cases_of, summary, supervise, work
from tests.conftest import make_toy_package

FOLDER = Path("build") / "fuzzing"


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", help=f"some of {', '.join(KINDS)}; default all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inputs", type=int, help="of each kind; default as many as listed")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="keeps how far it came")
    parser.add_argument("--worker", metavar="KIND", help="what a campaign starts for itself")
    parser.add_argument("--summary", action="store_true", help="of the campaign so far")
    args = parser.parse_args(arguments)
    if args.worker:
        with TemporaryDirectory() as name:
            folder = Path(name)
            cases = cases_of(args.worker, folder, lambda: make_toy_package(folder))
            work(Run(args.worker, args.seed, args.folder), args.inputs, cases)
        return
    if not args.summary:
        for kind in args.kinds or KINDS:
            supervise(Run(kind, args.seed, args.folder), args.inputs or KINDS[kind])
    print(summary(args.folder, args.seed))


if __name__ == "__main__":
    main()
