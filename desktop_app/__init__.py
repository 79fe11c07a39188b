"""The Qt program. Nothing imports it."""
