"""One noun per file. Everything other apps may use of these models is named here."""

from enrolment.activation.models.activation import ActivationAttempt, CodeActivation
from enrolment.activation.models.activation_rule import ActivationRule
from enrolment.applications.models.applicant import Applicant
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.asked import AskedThing
from enrolment.applications.models.circumstances import ApplicationCircumstances
from enrolment.applications.models.field_check import FieldCheck
from enrolment.applications.models.promised import PromisedPaper
from enrolment.changes.models import EnrolmentChange
from enrolment.contributions.models.bill import Bill, Payment
from enrolment.contributions.models.paid_time import CoverPeriod, CoverStop, PaidTime
from enrolment.contributions.models.tax_file import TaxFile, TaxFileProblem
from enrolment.coverage.models import Enrolment
from enrolment.documents.models import DocumentKind, ExpiryTask, IdentityDocument, NationalCode
from enrolment.duplicates.models.merge import Merge, MovedRow
from enrolment.duplicates.models.possible_duplicate import PossibleDuplicate
from enrolment.eligibility.models import AcceptanceSetting
from enrolment.employers.models.employer import Employer, EmployerContact
from enrolment.employers.models.employer_change import EmployerChange
from enrolment.employers.models.employer_talk import EmployerTalk
from enrolment.employers.models.name_key import EmployerNameKey
from enrolment.hires.models import Hire, HireNameKey
from enrolment.persons.models.name_key import PersonNameKey
from enrolment.persons.models.person import Person
from enrolment.persons.models.person_facts import PersonFacts
from enrolment.persons.models.representative import Representative
from enrolment.persons.models.standing import Standing
from enrolment.rosters.models import RosterOfHires
from enrolment.statistics.models import MonthlyReturn, MonthlyReturnRow
from enrolment.transfers.models import TransferRequest

__all__ = [
    "AcceptanceSetting",
    "ActivationAttempt",
    "ActivationRule",
    "Applicant",
    "ApplicationCircumstances",
    "AskedThing",
    "Bill",
    "CodeActivation",
    "CoverPeriod",
    "CoverStop",
    "DocumentKind",
    "Employer",
    "EmployerChange",
    "EmployerContact",
    "EmployerNameKey",
    "EmployerTalk",
    "Enrolment",
    "EnrolmentApplication",
    "EnrolmentChange",
    "ExpiryTask",
    "FieldCheck",
    "Hire",
    "HireNameKey",
    "IdentityDocument",
    "Merge",
    "MonthlyReturn",
    "MonthlyReturnRow",
    "MovedRow",
    "NationalCode",
    "PaidTime",
    "Payment",
    "Person",
    "PersonFacts",
    "PersonNameKey",
    "PossibleDuplicate",
    "PromisedPaper",
    "Representative",
    "RosterOfHires",
    "Standing",
    "TaxFile",
    "TaxFileProblem",
    "TransferRequest",
]
