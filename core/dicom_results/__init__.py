"""Results as DICOM objects: segmentations and structure sets that refer to the source images."""
