"""Held-out cases disturbed as clinics disturb them, or without sequences."""
