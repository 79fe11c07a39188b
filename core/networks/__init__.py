"""Networks and the engines that run them: an array in, probabilities out."""
