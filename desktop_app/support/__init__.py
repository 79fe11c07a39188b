"""When something goes wrong: logs without names, faults, diagnostics, garbage."""
