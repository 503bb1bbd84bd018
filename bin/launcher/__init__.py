"""Starts Minbao and its private servers. Standard library only: it runs before anything is installed."""
