"""What runs off the GUI thread, and the jobs that carry it."""
