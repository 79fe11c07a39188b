"""From a path to a checked study: finding a patient's files, reading and checking them."""
