"""A segmentation in numbers: ml, diameters, symmetry plane, distances within the brain."""
