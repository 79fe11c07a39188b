"""Where in the brain: an atlas, its place in a study, and what a region touches."""
