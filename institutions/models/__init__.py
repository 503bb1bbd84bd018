"""One noun per file. Everything other apps may use of these models is named here."""

from institutions.applications.models import ConditionCheck, DesignationApplication, PanelScore
from institutions.catalogue.models.edition import Edition, EditionPart, EditionProblem
from institutions.catalogue.models.items import CatalogueItem, FirstPay, StagedFirstPay, StagedItem
from institutions.catalogue.models.lists import (
    Diagnosis,
    ItemPrice,
    StagedDiagnosis,
    StagedPrice,
    StagedRule,
    SupervisionRule,
)
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
from institutions.listings.models import DesignatedListing
from institutions.register.models.institution import Department, Institution, InstitutionContact, Particular
from institutions.reminders.models import RenewalReminder
from institutions.staff_qualification.models import StaffCase, StaffPerson, StaffPoints, StaffPost
from institutions.supervision.models import Inspection, InspectionFinding, StruckFinding

__all__ = [
    "Agreement",
    "AgreementPeriod",
    "AgreementScope",
    "CatalogueItem",
    "ConditionCheck",
    "Department",
    "DesignatedListing",
    "DesignationApplication",
    "DesignationChange",
    "DesignationEnd",
    "DesignationEntry",
    "DesignationSuspension",
    "Diagnosis",
    "Edition",
    "EditionPart",
    "EditionProblem",
    "FirstPay",
    "Inspection",
    "InspectionFinding",
    "Institution",
    "InstitutionContact",
    "ItemPrice",
    "PanelScore",
    "Particular",
    "RenewalReminder",
    "StaffCase",
    "StaffPerson",
    "StaffPoints",
    "StaffPost",
    "StagedDiagnosis",
    "StagedFirstPay",
    "StagedItem",
    "StagedPrice",
    "StagedRule",
    "StruckFinding",
    "Succession",
    "SupervisionRule",
]
