"""One noun per file. Everything other apps may use of these models is named here."""

from claims.calculator.models import Calculation
from claims.policies.models import PolicyVersion

__all__ = ["Calculation", "PolicyVersion"]
