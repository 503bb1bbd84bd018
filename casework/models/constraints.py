"""Kept at this address for migrations, which name it by path."""

from casework.tables.models.constraints import StateFollowsCase

__all__ = ["StateFollowsCase"]
