"""pydicom, kept from speaking of what it reads."""

from __future__ import annotations

import logging
from functools import cache
from types import ModuleType


@cache
def quiet_pydicom() -> ModuleType:
    """Import pydicom; its remarks on odd values would bring those of a patient into a log."""
    import pydicom
    import pydicom.config

    pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
    logging.getLogger("pydicom").propagate = False
    return pydicom
