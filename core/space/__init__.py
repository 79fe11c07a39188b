"""Voxels and millimetres: affines, boxes, connected components, diameters."""
