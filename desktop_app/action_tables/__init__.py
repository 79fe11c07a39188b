"""The rows of the action table, one module per menu."""
