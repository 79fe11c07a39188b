"""The command line: ``gliovista SUB-COMMAND``. Works without Qt.

One file per sub-command; each takes its options as one frozen dataclass, whose fields
:mod:`core.cli.options` turns into the command's options. Exit codes: :mod:`core.cli.exit_codes`.
"""

COMMANDS = (
    "segment", "batch", "evaluate", "info", "models", "vasari", "demo", "where", "follow-up",
)  # fmt: skip
"""The sub-commands, for telling them from a path without importing them."""
