"""Inputs that coverage guides: ``python -m tests.campaign.fuzzing.guided KIND``, and its options.

Needs atheris (``pip install atheris``), which is no dependency of the tests: it exists for some
Pythons and systems alone. Ends at the first fault and leaves the input; ``-max_total_time=600``
ends it after ten minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["core", "desktop_app", "nibabel"]):
    from tests.campaign.fuzzing.campaign import cases_of
    from tests.campaign.fuzzing.targets import TARGETS
    from tests.campaign.fuzzing.watching import lay_out

GUIDED = {"nifti": "t1.nii", "labels": "seg.nii", "other": "t1.mgh", "session": "work.gliovista"}
"""Kinds of one file, and its name."""


def main() -> None:
    """Fuzz until a fault, or for as long as the options say."""
    kind = sys.argv.pop(1)
    with TemporaryDirectory() as corpus, TemporaryDirectory() as place:
        for number, case in enumerate(cases_of(kind, Path(corpus), Path)):
            for name, content in case.items():
                (Path(corpus) / f"{number}-{name}").write_bytes(content)

        def one(content: bytes) -> None:
            lay_out({GUIDED[kind]: content}, Path(place))
            TARGETS[kind](Path(place))

        atheris.Setup([*sys.argv, corpus, "-max_len=65536", "-timeout=5"], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
