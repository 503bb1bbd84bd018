"""One noun per file. Everything other apps may use of these models is named here."""

from claims.models.calculation import Calculation
from claims.models.policy import PolicyVersion

__all__ = ["Calculation", "PolicyVersion"]
