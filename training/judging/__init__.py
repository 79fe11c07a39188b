"""How good a network is on cases that it never saw, and how well it knows that."""
