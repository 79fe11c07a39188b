"""From what the scanner wrote to volumes: series found, told apart, read and recognised."""

import sys

# See core/__init__.py, which keeps pydicom from everyone else's start.
if sys.modules.get("pydicom", sys) is None:
    del sys.modules["pydicom"]
