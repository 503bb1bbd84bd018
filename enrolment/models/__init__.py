"""One noun per file. Everything other apps may use of these models is named here."""

from enrolment.models.acceptance import AcceptanceSetting
from enrolment.models.activation import ActivationAttempt, CodeActivation
from enrolment.models.activation_rule import ActivationRule
from enrolment.models.application import EnrolmentApplication
from enrolment.models.document import DocumentKind, IdentityDocument
from enrolment.models.employer import Employer
from enrolment.models.enrolment import Enrolment
from enrolment.models.field_check import FieldCheck
from enrolment.models.name_key import PersonNameKey
from enrolment.models.person import Person
from enrolment.models.transfer import TransferRequest

__all__ = [
    "AcceptanceSetting",
    "ActivationAttempt",
    "ActivationRule",
    "CodeActivation",
    "DocumentKind",
    "Employer",
    "Enrolment",
    "EnrolmentApplication",
    "FieldCheck",
    "IdentityDocument",
    "Person",
    "PersonNameKey",
    "TransferRequest",
]
