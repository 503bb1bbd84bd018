"""Kept at this address for migrations, which name it by path."""

from casework.tables.models.statistics import AddStatistics

__all__ = ["AddStatistics"]
