"""Cases, folds and recipes, and the patches cut and disturbed out of them."""
