"""The training run: loss, optimiser, arithmetic, and means of weights."""
