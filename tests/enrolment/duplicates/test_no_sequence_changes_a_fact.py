"""No sequence of intakes, returns, corrections, withdrawals, verdicts, merges and their undoing changes a verified fact of a person
or what a case says of its applicant: only a second officer's verification does."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from casework.engine.refusals import Blocked
from enrolment.applications.services import applications
from enrolment.applications.services.applications import FieldAnswer
from enrolment.duplicates.services import judging, merging
from enrolment.duplicates.services.merging import MergeChoice
from enrolment.models import Applicant, EnrolmentApplication, Merge, PersonFacts, PossibleDuplicate
from enrolment.persons.queries.identity import values_of
from tests.builders import Staff, answered, data, identity, op, submitted, to_correct

pytestmark = pytest.mark.django_db
# Two documents, three ways to describe who holds one: one human may be registered twice, and a stranger may bring her number.
DOCUMENTS = (identity(2), identity(110))
NAMES = (
    {"name": "陈双保", "latin_name": "", "telephone": ""},
    {"name": "陳雙保", "latin_name": "CHEN SHUANG-PAO", "telephone": "0592-1"},
    {"name": "林五", "latin_name": "LIN WU", "telephone": "0592-2"},
)
ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("intake"), st.integers(0, 1), st.integers(0, 2), st.sampled_from(["", "renewed", "unsure", "other"])
        ),
        st.tuples(st.just("correct"), st.integers(0, 2), st.sampled_from(["", "renewed"])),
        st.tuples(st.sampled_from(["return", "withdraw", "verify", "judge", "merge", "undo"])),
    ),
    min_size=2,
    max_size=10,
)


class Counter:
    """One office; every act takes the newest case or pair it fits, and may be refused."""

    def __init__(self):
        staff = Staff(date(2026, 6, 10))
        self.clerk, self.reviewer, self.supervisor = (
            staff(role) for role in ("counter_clerk", "reviewer", "supervisor")
        )

    def newest(self, *states: str):
        rows = EnrolmentApplication.objects.filter(state__in=states).select_related("case")
        row = rows.order_by("-case__opened_at").first()
        return row.case if row else None

    def do(self, act: str, *arguments) -> None:
        try:
            with transaction.atomic():
                getattr(self, act if act != "return" else "send_back")(*arguments)
        except (Blocked, PermissionDenied):
            pass

    def _step(self, by, case) -> dict:
        return {"by": by, "on": by.on, "seen": case.version, "op": op()}

    def intake(self, document: int, name: int, difference: str) -> None:
        submitted(self.clerk, data(replace(DOCUMENTS[document], **NAMES[name]), difference=difference))

    def correct(self, name: int, difference: str) -> None:
        if case := self.newest("returned"):
            number = case.enrolment_application.applicant.number.open_for_work()
            who = replace(next(one for one in DOCUMENTS if one.number == number), **NAMES[name])
            what = answered(case, data(who, difference=difference))
            applications.submit_application(case.pk, what, **self._step(self.clerk, case))

    def send_back(self) -> None:
        if case := self.newest("submitted"):
            applications.return_for_papers(case.pk, to_correct("name"), **self._step(self.reviewer, case))

    def withdraw(self) -> None:
        if case := self.newest("submitted", "returned", "verified"):
            step = self._step(self.clerk, case)
            applications.withdraw(case.pk, "client_wish", originals_returned=True, **step)

    def verify(self) -> None:
        if case := self.newest("submitted"):
            answers = [FieldAnswer(field, True) for field in applications.fields_to_check(case.enrolment_application)]
            step = self._step(self.reviewer, case)
            applications.verify_documents(case.pk, answers, originals_seen=True, **step)

    def judge(self) -> None:
        if pair := PossibleDuplicate.objects.first():
            judging.judge_duplicate(pair.pk, "same", "同一人", by=self.reviewer)

    def merge(self) -> None:
        if pair := PossibleDuplicate.objects.first():
            merging.merge_files(pair, MergeChoice(pair.first), by=self.supervisor, on=self.supervisor.on)

    def undo(self) -> None:
        if merge := Merge.objects.filter(undone_on=None).first():
            merging.undo_merge(merge, "误判", by=self.supervisor, on=self.supervisor.on)


def verified_facts() -> dict:
    """By person: what stands verified, in her facts and in her columns."""
    rows = PersonFacts.objects.filter(superseded_at=None).exclude(verified_on=None).select_related("person")
    return {row.person_id: (values_of(row), values_of(row.person)) for row in rows}


def sent_claims() -> dict:
    """By case: what it says of its applicant, for those that are not with the counter."""
    rows = Applicant.objects.exclude(application__state__in=("draft", "returned"))
    return {row.pk: (values_of(row), row.number.open_for_work()) for row in rows}


@given(ACTS)
def test_only_a_verification_changes_a_verified_fact(acts):
    with transaction.atomic():
        counter = Counter()
        facts, claims = verified_facts(), sent_claims()
        for act in acts:
            counter.do(*act)
            now, said = verified_facts(), sent_claims()
            assert all(columns == row for row, columns in now.values())
            if act[0] != "verify":
                assert now == facts
            else:
                assert sum(now.get(key) != facts.get(key) for key in now | facts) <= 1
            assert all(said[key] == claim for key, claim in claims.items() if key in said)
            facts, claims = now, said
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
