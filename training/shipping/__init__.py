"""From a checkpoint to a model package."""
