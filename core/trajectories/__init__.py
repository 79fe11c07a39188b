"""Surgical trajectories: how long, at what angle, through what, how near to what; margins."""
