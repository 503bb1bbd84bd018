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
from enrolment.code_batches.models import CodeBatch, CodeBatchLine, ConfirmationsOfBatch
from enrolment.consent.models.notice import NoticeGiven
from enrolment.consent.models.statement import ConsentStatement
from enrolment.contributions.models.bill import Bill, Payment
from enrolment.contributions.models.paid_time import CoverPeriod, CoverStop, PaidTime
from enrolment.contributions.models.refund import Refund
from enrolment.contributions.models.tax_file import TaxFile, TaxFileProblem
from enrolment.contributions.models.tax_upload import TaxUpload, TaxUploadPart
from enrolment.coverage.models import Enrolment
from enrolment.data_requests.models import DataRequest
from enrolment.documents.models import DocumentKind, ExpiryTask, IdentityDocument, NationalCode
from enrolment.duplicates.models.merge import Merge, MovedRow
from enrolment.duplicates.models.possible_duplicate import PossibleDuplicate
from enrolment.eligibility.models import AcceptanceSetting
from enrolment.employers.models.employer import Employer, EmployerContact
from enrolment.employers.models.employer_change import EmployerChange
from enrolment.employers.models.employer_talk import EmployerTalk
from enrolment.employers.models.money import EmployerFine, EmployerPayment
from enrolment.employers.models.name_key import EmployerNameKey
from enrolment.employers.models.standing import EmployerStanding
from enrolment.endings.models import EmployerEnding
from enrolment.hires.models import Hire, HireNameKey
from enrolment.messages.models import PersonMessage
from enrolment.persons.models.contact_choice import ContactChoice
from enrolment.persons.models.family_binding import FamilyBinding
from enrolment.persons.models.name_key import PersonNameKey
from enrolment.persons.models.person import Person
from enrolment.persons.models.person_facts import PersonFacts
from enrolment.persons.models.representative import Representative
from enrolment.persons.models.standing import Standing
from enrolment.rechecks.models import ResidenceCheck
from enrolment.registers.models import RegisterReport
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
    "CodeBatch",
    "CodeBatchLine",
    "ConfirmationsOfBatch",
    "ConsentStatement",
    "ContactChoice",
    "CoverPeriod",
    "CoverStop",
    "DataRequest",
    "DocumentKind",
    "Employer",
    "EmployerChange",
    "EmployerContact",
    "EmployerEnding",
    "EmployerFine",
    "EmployerNameKey",
    "EmployerPayment",
    "EmployerStanding",
    "EmployerTalk",
    "Enrolment",
    "EnrolmentApplication",
    "EnrolmentChange",
    "ExpiryTask",
    "FamilyBinding",
    "FieldCheck",
    "Hire",
    "HireNameKey",
    "IdentityDocument",
    "Merge",
    "MonthlyReturn",
    "MonthlyReturnRow",
    "MovedRow",
    "NationalCode",
    "NoticeGiven",
    "PaidTime",
    "Payment",
    "Person",
    "PersonFacts",
    "PersonMessage",
    "PersonNameKey",
    "PossibleDuplicate",
    "PromisedPaper",
    "Refund",
    "RegisterReport",
    "Representative",
    "ResidenceCheck",
    "RosterOfHires",
    "Standing",
    "TaxFile",
    "TaxFileProblem",
    "TaxUpload",
    "TaxUploadPart",
    "TransferRequest",
]
