"""One office with a case in every state, made once per test file; each test's writes are rolled back."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Self

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.mailings.services.hand_over import hand_over
from casework.models import CaseFile, Mailing
from enrolment.activation import services as activations
from enrolment.activation.services import Presented
from enrolment.applications.services import applications
from enrolment.changes.services.opening import ChangeData, open_change
from enrolment.code_batches.queries import Source
from enrolment.code_batches.services.batches import take_code_batch
from enrolment.data_requests.services.opening import RequestData, open_data_request
from enrolment.models import Bill, CodeBatchLine, FamilyBinding, Payment, Person, RegisterReport
from enrolment.platform.rules.confirmations import recorded_answer
from enrolment.transfers import services as transfers
from institutions.applications.services.applications import apply_designation, draw_agreement
from institutions.changes.services.changes import ChangeData as DesignationChangeData
from institutions.changes.services.changes import ask_designation_change
from institutions.designation.queries.entries import entries_on
from institutions.designation.services.agreements import Signing, suspend
from institutions.models import InspectionFinding, InstitutionContact, StaffPerson, StaffPoints, StaffPost
from institutions.staff_qualification.services.points import PointsData, propose_points
from institutions.supervision.services import inspections
from institutions.supervision.services.inspections import (
    InspectionData,
    OrderData,
    open_inspection,
    tell_findings,
    write_finding,
)
from tests.accounts import at_work, prove
from tests.badinput.account_sheets import BINDING, PAYMENT
from tests.badinput.claims_world import claim_cases
from tests.badinput.institution_sheets import CONTACT
from tests.badinput.money_world import money_cases
from tests.badinput.month_world import month_cases
from tests.badinput.recovery_world import recovery_cases
from tests.badinput.second_hand_world import second_hand_cases
from tests.badinput.staff_sheets import FINDING, POINTS, POST
from tests.builders import (
    JIMEI,
    PROVINCE,
    Staff,
    data,
    employer,
    enrolled,
    hired,
    identity,
    op,
    residence_permit,
    scanned,
    submitted,
    verified,
)
from tests.institutions.builders import institution, signed
from tests.institutions.conftest import Desk as InstitutionDesk

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
            # Where a step needs one more person.
            "second_reviewer": self.staff("reviewer", number=2),
            "second_supervisor": self.staff("supervisor", number=2),
            "administrator": self.staff("administrator", PROVINCE),
            "auditor": self.staff("auditor"),
            "manager": self.staff("institution_manager"),
            "finance": self.staff("finance_officer"),
            "city_supervisor": self.staff("supervisor", "350200", number=3),
            "center": self.staff.center(),
            "jimei_clerk": self.staff("counter_clerk", JIMEI),
            "jimei_reviewer": self.staff("reviewer", JIMEI),
        }
        self.clients = {name: self._client(officer) for name, officer in self.officers.items()}
        self.clients["stranger"] = Client(raise_request_exception=False)
        self.cases = self._cases()
        # Every test is rolled back to this.
        self.stored = everything_stored()
        self._written = _written()

    def begin(self) -> Self:
        """For a test: what is written from now on is its own."""
        self._written = _written()
        return self

    def nothing_stored(self) -> bool:
        """Whether nothing was written but what may grow. The server counts what a transaction writes, what it took back too:
        only where that has moved is everything read through."""
        return _written() == self._written or everything_stored() == self.stored

    def _client(self, officer) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(officer.user)
        # What is tried here is what comes after the password.
        prove(client)
        at_work(client)
        return client

    def _cases(self) -> dict:
        clerk, reviewer = self.officers["clerk"], self.officers["reviewer"]
        done = enrolled(clerk, reviewer, data(identity(6)))
        self.enrolled_number = identity(6).number
        made = {
            "draft": applications.open_application(by=clerk, language="zh-hant"),
            "submitted": submitted(clerk, data(identity(2))),
            "verified": verified(clerk, reviewer, data(identity(4))),
            "enrolled": done,
            "activation": activations.open_activation(Person.objects.get(pk=done.subject), by=clerk, on=TODAY),
            "checked": self._checked_activation(clerk, reviewer, 8),
            "active": self._active_code(clerk, reviewer),
            "line": self._line_of_a_batch(clerk, reviewer),
            "report": self._report(clerk, Person.objects.get(pk=done.subject)),
            "foreign": submitted(self.officers["jimei_clerk"], data(identity(10))),
        }
        held = enrolled(self.officers["jimei_clerk"], self.officers["jimei_reviewer"], data(identity(12)))
        person = Person.objects.get(pk=held.subject)
        made |= {"transfer": transfers.open_transfer(person, by=clerk, on=TODAY)}
        made |= self._changes(Person.objects.get(pk=done.subject)) | self._hires(clerk) | self._institutions()
        made |= money_cases(self.officers) | claim_cases(self.officers, made["insured"])
        made |= second_hand_cases(self.officers, made["insured"])
        made |= recovery_cases(self.officers)
        return made | month_cases(self.officers, made["overpaid"].claim.person)

    def _institutions(self) -> dict:
        """An institution with an agreement in force, one whose renewal is asked for, an application at each point with a form."""
        manager, supervisor = self.officers["manager"], self.officers["supervisor"]
        designated = institution()
        signed(designated, manager, supervisor)
        contact = InstitutionContact(pk=CONTACT, institution=designated, name="林小姐", starts_on=TODAY)
        contact.telephone = "0592 7654321"
        contact.save(force_insert=True)
        private, stopped = (institution(sequence=number, ownership="private_for_profit") for number in (9, 10))
        for number, at in enumerate((private, stopped)):
            signed(at, manager, supervisor, number=f"P{number}")
        until = {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 7, 31)}
        suspend(stopped, by=manager.user, case=None, kind="by_agreement", **until)
        applied = apply_designation(institution(sequence=2), ("outpatient",), (), by=manager, on=TODAY)
        desk, early = InstitutionDesk(self.staff), date(2026, 5, 18)
        failing = desk.accepted(institution(sequence=4))
        desk.scored(failing, share=0.2)
        published, drawn = (desk.published(institution(sequence=number), on=early) for number in (5, 6))
        data = Signing(number="XM-9", starts_on=TODAY, ends_on=date(2027, 6, 9), services=("outpatient",))
        draw_agreement(drawn.pk, data, **desk.step(drawn))
        held = institution(sequence=7)
        signed(held, manager, supervisor)
        asked = DesignationChangeData(
            act="renew",
            received_on=TODAY,
            takes_effect_on=date(2027, 1, 1),
            ends_on=date(2027, 12, 31),
            number="A2",
        )
        return {
            "designated": designated,
            "undesignated": institution(sequence=8),
            "pointing": self._pointed(designated),
            **self._inspections(desk),
            "private": private,
            "stopped": stopped,
            "applied": applied,
            "evaluating": desk.accepted(institution(sequence=3)),
            "failing": failing,
            "published": published,
            "drawn": drawn,
            "renewing": ask_designation_change(held, asked, by=manager, on=TODAY),
        }

    def _inspections(self, desk) -> dict:
        """An inspection at each point with a form: of an institution of its own, told nine days ago."""
        told, made = date(2026, 6, 1), {}
        order = OrderData(order_number="罚9号", ordered_on=TODAY, breach_on=TODAY, penalty="management")
        manager, second = {"by": desk.manager}, {"by": desk.second}
        further = {
            "inspected": (),
            "replying": (),
            "heard": (("take_reply", (TODAY, "已退"), manager),),
            "rectifying": (("ask_rectification", (date(2026, 7, 1), "退回"), manager),),
            "breach": (("hand_over_breach", ("某局", "涉嫌"), second),),
            "ordered": (("hand_over_breach", ("某局", "涉嫌"), second), ("enter_order", (order,), manager)),
        }
        officers = {
            "first_officer": "甲",
            "first_credential": "F-1",
            "second_officer": "乙",
            "second_credential": "F-2",
        }
        for number, (name, steps) in enumerate(further.items(), start=21):
            data = InspectionData(inspected_on=told, occasion="年度检查", **officers)
            case = open_inspection(institution(sequence=number), data, by=desk.manager, on=told)
            made[name] = case
            if name == "inspected":
                written = {"conduct": "substitution", "words": "串换", "written_on": told}
                InspectionFinding.objects.create(pk=int(FINDING), case=case, written_by=desk.manager.user, **written)
                continue
            write_finding(case.pk, "substitution", "串换", None, by=desk.manager, on=told)
            tell_findings(case.pk, **desk.step(case, on=told))
            for verb, typed, who in steps:
                getattr(inspections, verb)(case.pk, *typed, **desk.step(case, on=TODAY, **who))
            case.refresh_from_db()
        return made

    def _pointed(self, at) -> CaseFile:
        """Somebody of the staff with points that stand, and others that were proposed."""
        person = StaffPerson.objects.create(code="D350203000001", name="何小姐")
        first = {"promised_on": TODAY - timedelta(days=400), "starts_on": TODAY - timedelta(days=400)}
        post = StaffPost.objects.create(pk=POST, person=person, institution=at, kind="physician", **first)
        lines = {row.code: row for row in entries_on("conduct", TODAY)}
        facts = {
            "grade": "general",
            "given_on": TODAY - timedelta(days=1),
            "basis": "处罚1号",
            "basis_on": TODAY - timedelta(days=9),
        }
        cases = [
            propose_points(post, PointsData(conduct=lines[code], **facts), by=self.officers["manager"], on=TODAY)
            for code in ("double_charging", "overtreatment")
        ]
        # Points of a key that forms can name.
        StaffPoints.objects.create(
            pk=POINTS,
            person=person,
            institution=at,
            given_on=TODAY - timedelta(days=1),
            conduct="double_charging",
            grade="general",
            points=4,
            told_on=TODAY - timedelta(days=1),
            case=cases[0],
        )
        return cases[1]

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
        scanned(case, self.officers["clerk"], "identity_document")
        self._money(person, case)
        return {"insured": person, "leaving": case, "requested": self._requested(person)}

    def _money(self, person: Person, case: CaseFile) -> None:
        """A payment of which something can be given back, and a relative bound to an account; both of known keys."""
        clerk = self.officers["clerk"].user
        bill = Bill.objects.create(
            person=person,
            scheme="urrbmi",
            place_id=case.office.place_id,
            person_kind="adult",
            year=2027,
            amount=Decimal("450.00"),
            recorded_by=clerk,
        )
        Payment.objects.create(
            pk=PAYMENT,
            bill=bill,
            channel="wechat",
            number="T-1",
            amount=Decimal("450.00"),
            paid_on=TODAY,
            recorded_by=clerk,
        )
        FamilyBinding.objects.create(
            pk=BINDING,
            holder=person,
            member=Person.objects.exclude(pk=person.pk).earliest("registered_on", "pk"),
            relation="spouse",
            basis="consent",
            consented_on=TODAY,
            starts_on=TODAY,
            case=case,
            recorded_by=clerk,
        )

    def _requested(self, person: Person) -> CaseFile:
        """An explanation that was asked for, with the paper that shows who asks."""
        clerk = self.officers["clerk"]
        asks = RequestData(right="explain", speaker="herself", received_on=TODAY, words="谁看过我的记录")
        case = open_data_request(person, asks, by=clerk, on=TODAY)
        scanned(case, clerk, "identity_document")
        return case

    def _hires(self, clerk) -> dict:
        """An employer with a hire in time, one that is late with a message that waits for a person, and a proof."""
        at = employer(clerk, email="")
        late = hired(clerk, at, sequence=20, work_began_on=date(2026, 4, 20))
        scanned(late, clerk, "proof_of_finding")
        hand_over(timezone.now() + timedelta(minutes=1))
        mailing = Mailing.objects.filter(state="no_address").latest("for_date")
        return {"employer": at, "hire": hired(clerk, at, sequence=22), "late": late, "mailing": mailing}

    def _report(self, clerk, person: Person) -> RegisterReport:
        return RegisterReport.objects.create(
            kind="death", person=person, happened_on=date(2026, 6, 1), told=b"1", sent_by=clerk.user
        )

    def _line_of_a_batch(self, clerk, reviewer) -> CodeBatchLine:
        born = date(2001, 5, 5)
        who = identity(34, number=residence_permit(born, 34), birth_on=born)
        student = replace(data(who), path="student", school="厦门大学")
        enrolled(clerk, reviewer, student)
        batch = take_code_batch(Source(school="厦门大学"), compared=True, by=clerk, on=TODAY)
        return batch.lines.get()

    def _active_code(self, clerk, reviewer) -> CaseFile:
        case = self._checked_activation(clerk, reviewer, 14)
        answer = recorded_answer("AC-1414", TODAY, today=TODAY)
        return activations.activate_code(case.pk, answer, by=clerk, on=TODAY, seen=case.version, op=op())

    def _checked_activation(self, clerk, reviewer, number: int) -> CaseFile:
        done = enrolled(clerk, reviewer, data(identity(number)))
        case = activations.open_activation(Person.objects.get(pk=done.subject), by=clerk, on=TODAY)
        shown = Presented(
            kind="taiwan_residence_permit", number=identity(number).number, name_agrees=True, consents=True
        )
        return activations.check_identity(case.pk, shown, by=clerk, on=TODAY, seen=case.version, op=op())

    def address(self, name: str, case: str = "", *named: str) -> str:
        return reverse(name, args=[self.cases[case].pk, *named] if case else [])

    def envelope(self, case: str) -> dict[str, str]:
        """The hidden fields of a form shown now."""
        return {"seen": str(getattr(self.cases.get(case), "version", "")), "op": str(uuid.uuid4())}


# As the view pg_stat_xact_user_tables has them, which looks through the whole catalogue each time; there are two looks a test.
COUNTED = """SELECT coalesce(sum(
    pg_stat_get_xact_tuples_inserted(one) + pg_stat_get_xact_tuples_updated(one) + pg_stat_get_xact_tuples_deleted(one)
), 0) FROM unnest(%s::oid[]) one"""


@cache
def _tables() -> list[int]:
    """What the server calls the tables that may not grow."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relid FROM pg_stat_user_tables WHERE NOT relname = ANY(%s)", [list(MAY_GROW)])
        return [key for (key,) in cursor.fetchall()]


def _written() -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [_tables()])
        return cursor.fetchone()[0]


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
