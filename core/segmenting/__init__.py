"""From a checked study to its segmentation: crop, passes, rules, and what the model is."""
