"""Where one sequence lies in another: rigid alignment, its trust, and resampling by it."""
