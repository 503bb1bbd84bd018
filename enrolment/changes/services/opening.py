"""Asking for a change of an enrolment at the counter: what is asked for is checked whole, and the clock of its act starts."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.clocks.queries import due_from
from casework.clocks.services import deadlines
from casework.desk.services.opening import open_numbered_case
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.applications.rules import end_of_entitlement_report
from enrolment.changes.models import EnrolmentChange
from enrolment.changes.queries.situation import situation_of
from enrolment.changes.rules.acts import Act, table
from enrolment.changes.rules.possible import Planned, against
from enrolment.changes.services.asked import ChangeData
from enrolment.changes.services.preparing import prepared
from enrolment.changes.words import AGAINST
from enrolment.changes.workflow import WORKFLOW
from enrolment.persons.models.person import Person

ASKED_ALREADY = _("This is asked for already, and not decided on yet.")
NO_SUCH_ACT = _("There is no such change. Load the page again.")
NO_REASON = _("Choose the reason.")
NO_ACCOUNT = _("Say what becomes of the personal account.")
# What the form hands over that is sealed, or no column of the change.
NOT_COLUMNS = ("received_on", "detail", "claimed", "claimed_birth", "refund_amount", "wage")
NO_PAY_OUT = _("The account is paid out only to somebody who leaves the mainland for good, on her written request.")


@transaction.atomic
def open_change(person: Person, data: ChangeData, *, by: Officer, on: date) -> CaseFile:
    """Ask for a change of the enrolment of a person of this office; the clock of its act runs from the day its papers came in.

    Raises Blocked with everything that stands against it, PermissionDenied, Person.DoesNotExist outside the officer's area.
    """
    by.must("open_change")
    person = Person.objects.visible_to(by).select_related("home_office__place").get(pk=person.pk)
    act = table().acts.get(data.act)
    if act is None or act.starts_on > on:
        raise Blocked(Reason("no_such_act", NO_SUCH_ACT))
    if reasons := _not_whole(act, data) or _against(person, data, on):
        raise Blocked(*reasons)
    place = person.home_office.place_id
    rest = {name: value for name, value in vars(data).items() if name not in NOT_COLUMNS} | prepared(person, data, on)

    def make_row(case: CaseFile) -> None:
        row = EnrolmentChange(case=case, person=person, report_due_on=_reported_by(act, data, place), **rest)
        row.detail, row.claimed, row.claimed_birth = data.detail, data.claimed, data.claimed_birth
        row.save(force_insert=True)
        if act.limit:
            deadlines.start(case, due_from(act.limit, data.received_on, place=place), place=place)
            deadlines.copy_nearest_due_date(case)

    return open_numbered_case(
        "open_change",
        WORKFLOW,
        make_row,
        subject=person.pk,
        language=person.language,
        by=by,
        on=data.received_on,
        exists=Reason("asked_already", ASKED_ALREADY),
        office=person.home_office,
        facts={"act": data.act, "day": data.takes_effect_on.isoformat()},
    )


def _not_whole(act: Act, data: ChangeData) -> list[Reason]:
    """What is missing, or what cannot be chosen together."""
    reasons = []
    if act.reasons and data.reason not in act.reasons:
        reasons.append(Reason("reason_missing", NO_REASON, "reason"))
    if act.accounts and data.account not in act.accounts:
        reasons.append(Reason("account_missing", NO_ACCOUNT, "account"))
    elif data.account == "paid_out" and not reasons and not table().reasons[data.reason].pays_out:
        reasons.append(Reason("no_pay_out", NO_PAY_OUT, "account"))
    return reasons


def _against(person: Person, data: ChangeData, on: date) -> list[Reason]:
    planned = Planned(
        act=data.act,
        day=data.takes_effect_on,
        until=data.ends_on,
        standing=table().acts[data.act].standing,
        area=data.area_code,
        home=person.home_office.place_id,
        carried_scheme=data.carried_scheme,
        carried_from=data.carried_from,
        carried_until=data.carried_until,
    )
    found = against(situation_of(person.pk), planned, on)
    return [Reason(one.code, AGAINST[one.code] % one.values, one.field) for one in found]


def _reported_by(act: Act, data: ChangeData, place: str) -> date | None:
    """By when what ends an entitlement was to be reported; None for an act that ends none. Two queries."""
    if not act.reports:
        return None
    return due_from(end_of_entitlement_report.RULE_ID, data.takes_effect_on, place=place).legal_on
