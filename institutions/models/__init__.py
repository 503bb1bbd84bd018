"""One noun per file. Everything other apps may use of these models is named here."""

from institutions.applications.models import ConditionCheck, DesignationApplication, PanelScore
from institutions.changes.models import DesignationChange
from institutions.designation.models.agreement import (
    Agreement,
    AgreementPeriod,
    AgreementScope,
    DesignationEnd,
    DesignationSuspension,
    Succession,
)
from institutions.designation.models.entry import DesignationEntry
from institutions.register.models.institution import Department, Institution, InstitutionContact, Particular
from institutions.reminders.models import RenewalReminder

__all__ = [
    "Agreement",
    "AgreementPeriod",
    "AgreementScope",
    "ConditionCheck",
    "Department",
    "DesignationApplication",
    "DesignationChange",
    "DesignationEnd",
    "DesignationEntry",
    "DesignationSuspension",
    "Institution",
    "InstitutionContact",
    "PanelScore",
    "Particular",
    "RenewalReminder",
    "Succession",
]
