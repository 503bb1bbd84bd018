"""Kept at this address for migrations, which name it by path."""

from casework.staff.models.appointment import InclusivePeriod

__all__ = ["InclusivePeriod"]
