"""Measurements: data in bulk, pages timed from outside the view. Numbers are printed, never asserted."""
