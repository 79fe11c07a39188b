"""Scans as they left the scanner, made ready to be segmented, and results brought back to them."""
