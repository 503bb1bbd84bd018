"""One noun per file. Everything other apps may use of these models is named here."""

from casework.accounts.models.account_request import AccountRequest
from casework.accounts.models.staff_session import StaffSession
from casework.books.models import MonthProposed
from casework.casefile.models.answer import Answer
from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.duty import Duty
from casework.casefile.models.event import Event
from casework.casefile.models.look import Look
from casework.casefile.models.note import Note
from casework.casefile.models.reference import ReferenceCounter
from casework.casefile.models.work_task import WorkTask
from casework.clocks.models.deadline import Deadline
from casework.clocks.models.job_run import JobRun
from casework.clocks.models.papers_asked import DeadlineReading, PapersAsked
from casework.drafts.models import Draft, ParkedForm
from casework.engine.models import Operation
from casework.enquiry.models import EnquiryAttempt
from casework.evidence.models.cause import ReturnCause
from casework.evidence.models.checklist import ChecklistItem
from casework.evidence.models.evidence import Evidence
from casework.imports.models import Import, ImportFile, ImportPart, ImportRow
from casework.look_ups.models import LookUpAlert
from casework.mailings.models.attempt import ServiceAttempt
from casework.mailings.models.mailing import Mailing
from casework.mailings.models.notice import Notice, NoticeText
from casework.money.models.ledger import ClosedMonth, LedgerAccount, LedgerTransfer
from casework.money.models.payments import BatchItem, Payable, Payee, PaymentBatch
from casework.papers.models.paper import IssuedPaper, PaperPrint
from casework.papers.models.text import PaperText
from casework.publication.models import CalendarDraft
from casework.rulebook.models import CalendarDay, CalendarYear, RuleValue, TableEntry
from casework.staff.models.appointment import Appointment, Role
from casework.staff.models.office import Office
from casework.staff.models.place import Place
from casework.staff.models.user import User

__all__ = [
    "AccountRequest",
    "Answer",
    "Appointment",
    "BatchItem",
    "CalendarDay",
    "CalendarDraft",
    "CalendarYear",
    "CaseFile",
    "ChecklistItem",
    "ClosedMonth",
    "Deadline",
    "DeadlineReading",
    "Draft",
    "Duty",
    "EnquiryAttempt",
    "Event",
    "Evidence",
    "Import",
    "ImportFile",
    "ImportPart",
    "ImportRow",
    "IssuedPaper",
    "JobRun",
    "LedgerAccount",
    "LedgerTransfer",
    "Look",
    "LookUpAlert",
    "Mailing",
    "MonthProposed",
    "Note",
    "Notice",
    "NoticeText",
    "Office",
    "Operation",
    "PaperPrint",
    "PaperText",
    "PapersAsked",
    "ParkedForm",
    "Payable",
    "Payee",
    "PaymentBatch",
    "Place",
    "ReferenceCounter",
    "ReturnCause",
    "Role",
    "RuleValue",
    "ServiceAttempt",
    "StaffSession",
    "TableEntry",
    "User",
    "WorkTask",
]
