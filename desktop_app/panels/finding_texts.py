"""The pre-flight check's findings in the language of the window."""

from __future__ import annotations

from core.studies.findings import Finding
from desktop_app.language.sentences import translated


def finding_text(finding: Finding) -> str:
    """One sentence that a person can act on."""
    return translated(finding.text)
