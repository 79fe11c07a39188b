"""Writing pictures and tables, and asking before a file is replaced."""
