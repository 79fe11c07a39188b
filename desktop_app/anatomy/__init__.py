"""Where in the brain: structures, shares, distances and VASARI, beside the views."""
