"""Surfaces of brain and tumour, drawn by the processor alone; knows no widget."""
