"""One noun per file. Everything other apps may use of these models is named here."""

from claims.models.policy import PolicyVersion

__all__ = ["PolicyVersion"]
