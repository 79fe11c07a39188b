"""Surgical planning: what a person wrote down, its texts, its report."""
