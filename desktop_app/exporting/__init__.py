"""Writing results: label maps, probabilities, pictures, tables."""
