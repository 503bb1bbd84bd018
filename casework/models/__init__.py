"""One noun per file. Everything other apps may use of these models is named here."""

from casework.models.account_request import AccountRequest
from casework.models.appointment import Appointment, Role
from casework.models.calendar import CalendarDay, CalendarYear
from casework.models.calendar_draft import CalendarDraft
from casework.models.case_file import CaseFile
from casework.models.checklist import ChecklistItem
from casework.models.deadline import Deadline
from casework.models.draft import Draft, ParkedForm
from casework.models.duty import Duty
from casework.models.event import Event
from casework.models.evidence import Evidence
from casework.models.job_run import JobRun
from casework.models.look import Look
from casework.models.look_up_alert import LookUpAlert
from casework.models.note import Note
from casework.models.office import Office
from casework.models.operation import Operation
from casework.models.outbox import OutboxMessage
from casework.models.paper import IssuedPaper, PaperPrint
from casework.models.place import Place
from casework.models.reference import ReferenceCounter
from casework.models.staff_session import StaffSession
from casework.models.text import PaperText
from casework.models.user import User
from casework.models.work_task import WorkTask

__all__ = [
    "AccountRequest",
    "Appointment",
    "CalendarDay",
    "CalendarDraft",
    "CalendarYear",
    "CaseFile",
    "ChecklistItem",
    "Deadline",
    "Draft",
    "Duty",
    "Event",
    "Evidence",
    "IssuedPaper",
    "JobRun",
    "Look",
    "LookUpAlert",
    "Note",
    "Office",
    "Operation",
    "OutboxMessage",
    "PaperPrint",
    "PaperText",
    "ParkedForm",
    "Place",
    "ReferenceCounter",
    "Role",
    "StaffSession",
    "User",
    "WorkTask",
]
