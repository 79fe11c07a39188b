"""Training, cross-validation and export of Gliovista's networks. Uses ``core`` alone."""
