"""One noun per file. Everything other apps may use of these models is named here."""

from enrolment.models.acceptance import AcceptanceSetting
from enrolment.models.activation import ActivationAttempt, CodeActivation
from enrolment.models.activation_rule import ActivationRule
from enrolment.models.application import EnrolmentApplication
from enrolment.models.document import DocumentKind, IdentityDocument
from enrolment.models.employer import Employer, EmployerContact
from enrolment.models.employer_change import EmployerChange
from enrolment.models.employer_talk import EmployerTalk
from enrolment.models.enrolment import Enrolment
from enrolment.models.field_check import FieldCheck
from enrolment.models.hire import Hire
from enrolment.models.mailing import Mailing
from enrolment.models.name_key import PersonNameKey
from enrolment.models.notice import Notice, NoticeText
from enrolment.models.person import Person
from enrolment.models.roster import RosterImport, RosterRow
from enrolment.models.transfer import TransferRequest

__all__ = [
    "AcceptanceSetting",
    "ActivationAttempt",
    "ActivationRule",
    "CodeActivation",
    "DocumentKind",
    "Employer",
    "EmployerChange",
    "EmployerContact",
    "EmployerTalk",
    "Enrolment",
    "EnrolmentApplication",
    "FieldCheck",
    "Hire",
    "IdentityDocument",
    "Mailing",
    "Notice",
    "NoticeText",
    "Person",
    "PersonNameKey",
    "RosterImport",
    "RosterRow",
    "TransferRequest",
]
