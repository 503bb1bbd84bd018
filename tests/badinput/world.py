"""One office with a case in every state, made once per test file; each test's writes are rolled back."""

import uuid
from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.mailings.services.hand_over import hand_over
from casework.models import CaseFile, Evidence, Mailing
from enrolment.activation import services as activations
from enrolment.activation.services import Presented
from enrolment.applications.services import applications
from enrolment.changes.services.opening import ChangeData, open_change
from enrolment.models import Person
from enrolment.transfers import services as transfers
from tests.accounts import prove
from tests.builders import JIMEI, PROVINCE, Staff, data, employer, enrolled, hired, identity, op, submitted, verified

TODAY = date(2026, 6, 10)
# Counted apart: what a refused form may leave behind.
MAY_GROW = {"casework_event", "casework_look", "casework_draft", "django_session", "axes_accessattempt"}


class World:
    """Officers, cases and one client per officer."""

    def __init__(self):
        self.staff = Staff(TODAY)
        self.officers = {
            "clerk": self.staff("counter_clerk"),
            "reviewer": self.staff("reviewer"),
            "supervisor": self.staff("supervisor"),
            "administrator": self.staff("administrator", PROVINCE),
            "auditor": self.staff("auditor"),
            "jimei_clerk": self.staff("counter_clerk", JIMEI),
            "jimei_reviewer": self.staff("reviewer", JIMEI),
        }
        self.clients = {name: self._client(officer) for name, officer in self.officers.items()}
        self.clients["stranger"] = Client(raise_request_exception=False)
        self.cases = self._cases()
        # Every test is rolled back to this.
        self.stored = everything_stored()

    def _client(self, officer) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(officer.user)
        # What is tried here is what comes after the password.
        prove(client)
        return client

    def _cases(self) -> dict[str, CaseFile]:
        clerk, reviewer = self.officers["clerk"], self.officers["reviewer"]
        done = enrolled(clerk, reviewer, data(identity(6)))
        self.enrolled_number = identity(6).number
        made = {
            "draft": applications.open_application(by=clerk, language="zh-hant"),
            "submitted": submitted(clerk, data(identity(2))),
            "verified": verified(clerk, reviewer, data(identity(4))),
            "enrolled": done,
            "activation": activations.open_activation(Person.objects.get(pk=done.subject), by=clerk, on=TODAY),
            "checked": self._checked_activation(clerk, reviewer),
            "foreign": submitted(self.officers["jimei_clerk"], data(identity(10))),
        }
        held = enrolled(self.officers["jimei_clerk"], self.officers["jimei_reviewer"], data(identity(12)))
        person = Person.objects.get(pk=held.subject)
        made |= {"transfer": transfers.open_transfer(person, by=clerk, on=TODAY)}
        return made | self._changes(Person.objects.get(pk=done.subject)) | self._hires(clerk)

    def _changes(self, person: Person) -> dict:
        """Somebody insured, who has asked to be transferred to another pooling area."""
        leaving = ChangeData(
            act="transfer_out",
            received_on=TODAY,
            takes_effect_on=date(2026, 6, 30),
            account="kept",
            area_code="510100",
            area_name="成都市",
        )
        case = open_change(person, leaving, by=self.officers["clerk"], on=TODAY)
        Evidence.objects.create(
            case=case,
            item="identity_document",
            media_type="image/png",
            file_name=case.pk.hex,
            size=1,
            sha256=b"0",
            uploaded_by=self.officers["clerk"].user,
        )
        return {"insured": person, "leaving": case}

    def _hires(self, clerk) -> dict:
        """An employer with a hire in time, one that is late with a message that waits for a person, and a proof."""
        at = employer(clerk, email="")
        late = hired(clerk, at, sequence=20, work_began_on=date(2026, 4, 20))
        Evidence.objects.create(
            case=late,
            item="proof_of_finding",
            media_type="image/png",
            file_name=late.pk.hex,
            size=1,
            sha256=b"0",
            uploaded_by=clerk.user,
        )
        hand_over(timezone.now() + timedelta(minutes=1))
        mailing = Mailing.objects.filter(state="no_address").latest("for_date")
        return {"employer": at, "hire": hired(clerk, at, sequence=22), "late": late, "mailing": mailing}

    def _checked_activation(self, clerk, reviewer) -> CaseFile:
        done = enrolled(clerk, reviewer, data(identity(8)))
        case = activations.open_activation(Person.objects.get(pk=done.subject), by=clerk, on=TODAY)
        shown = Presented(kind="taiwan_residence_permit", number=identity(8).number, name_agrees=True, consents=True)
        return activations.check_identity(case.pk, shown, by=clerk, on=TODAY, seen=case.version, op=op())

    def address(self, name: str, case: str = "", *named: str) -> str:
        return reverse(name, args=[self.cases[case].pk, *named] if case else [])

    def envelope(self, case: str) -> dict[str, str]:
        """The hidden fields of a form shown now."""
        return {"seen": str(getattr(self.cases.get(case), "version", "")), "op": str(uuid.uuid4())}


def everything_stored() -> dict[str, tuple[int, int]]:
    """Rows and a digest of their contents, by table; what may grow is left out."""
    tables = [name for name in connection.introspection.table_names() if name not in MAY_GROW]
    parts = [
        f"SELECT '{table}', count(*), coalesce(sum(hashtext(t::text)), 0) FROM {connection.ops.quote_name(table)} t"
        for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {name: (rows, digest) for name, rows, digest in cursor.fetchall()}
