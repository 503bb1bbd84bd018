"""Synthetic people, staff and cases for demonstration and training; never part of a production portal."""
