"""A segmentation in numbers: ml, diameters, midline, distances within the brain."""
