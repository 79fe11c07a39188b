"""Time points of one patient: beside each other in the views, in numbers on a page."""
