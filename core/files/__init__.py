"""Files as they lie on the disk: NIfTI, stacked arrays and label maps, read and written."""
