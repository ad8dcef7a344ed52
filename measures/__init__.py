"""Measures, their results, the framework they are read by, and how they are reported and published."""
