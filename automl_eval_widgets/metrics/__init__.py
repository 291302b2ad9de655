"""Exact statistics of a classifier: NumPy arrays in, NumPy arrays out. Knows no pandas, no widget and no file."""

from __future__ import annotations
