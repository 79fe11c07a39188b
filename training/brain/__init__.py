"""The brain extractor: taught by another network's masks of raw heads, measured, shipped."""
