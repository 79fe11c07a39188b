"""Networks that others trained: read, converted once to OpenVINO, checked, kept (docs/MODELS.md).

Nothing in their files is executed: weights are read as tensors, configurations as plain values, and
networks are built here from a list of known kinds. What would need more is refused in a sentence.
"""
