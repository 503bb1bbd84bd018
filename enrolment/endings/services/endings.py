"""What ends an employer or makes it unreachable: asked for at the counter with its proof, recorded by a second officer."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.clocks.queries import due_from
from casework.clocks.services import deadlines
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.mailings.services.letters import write_letter
from casework.mailings.services.silence import stop_waiting
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.employers.models.employer import Employer
from enrolment.employers.models.standing import EmployerStanding
from enrolment.employers.queries.addressees import EMPLOYER
from enrolment.employers.rules import change_limit
from enrolment.endings.models import EmployerEnding
from enrolment.endings.queries.owed import Owed, owed_by
from enrolment.endings.queries.situation import facts_of
from enrolment.endings.rules.acts import acts
from enrolment.endings.rules.possible import FIELDS, Asked, against
from enrolment.endings.services.taking_over import Over, take_over
from enrolment.endings.words import AGAINST
from enrolment.endings.workflow import WORKFLOW, still_possible

SUCCESSION = "succession"
SUCCESSION_WORDS = gettext_lazy("hires taken over from another employer")
ASKED_ALREADY = gettext_lazy("An end of this employer is asked for already. Decide on that one first.")
NO_SUCH_ACT = gettext_lazy("There is no such act.")
OVERLAP = gettext_lazy("This is on record of the employer already.")


@dataclass(frozen=True, kw_only=True)
class EndingData:
    """What is asked for. `chosen` are keys of hires, `successor` an employer of this province."""

    act: str
    takes_effect_on: date
    successor: Employer | None = None
    chosen: tuple[str, ...] = ()
    basis: str = ""


def ask_ending(employer: Employer, data: EndingData, *, by: Officer, on: date) -> CaseFile:
    """Open the case; the office's clock runs from today. Raises Blocked, PermissionDenied, Employer.DoesNotExist.

    What is still owed, and hires that are still open, do not keep it from being asked for: the page shows them until they are gone.
    """
    by.must("ask_ending")
    Employer.objects.visible_to(by).get(pk=employer.pk)
    act = acts().get(data.act)
    if act is None or act.starts_on > on:
        raise Blocked(Reason("no_such_act", NO_SUCH_ACT))
    facts = facts_of(employer, act, owed_by(employer, on), data.successor, data.chosen)
    asked = Asked(act=act, day=data.takes_effect_on, employer=str(employer.pk), chosen=len(data.chosen))
    later = ("owed", "hires_open", "applications_open", "reported_there")
    if found := [one for one in against(facts, asked, on) if one.code not in later]:
        raise Blocked(
            *(Reason(one.code, AGAINST[one.code] % {"number": one.number}, FIELDS[one.code]) for one in found)
        )

    def make_row(case: CaseFile) -> None:
        EmployerEnding.objects.create(
            case=case,
            employer=employer,
            act=data.act,
            takes_effect_on=data.takes_effect_on,
            successor=data.successor,
            chosen=list(data.chosen),
            basis=data.basis.strip(),
        )
        deadlines.start(case, due_from(change_limit.RULE_ID, on, place=employer.place_id), place=employer.place_id)
        deadlines.copy_nearest_due_date(case)

    with transaction.atomic():
        return open_numbered_case(
            "ask_ending",
            WORKFLOW,
            make_row,
            subject=None,
            language="zh-hans",
            by=by,
            on=on,
            office=employer.office,
            exists=Reason("asked_already", ASKED_ALREADY),
            facts={"act": data.act},
        )


def record_ending(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Record it and all that hangs on it, in one transaction. Raises Blocked when something stands against it by now."""

    def effect(move: Move) -> None:
        ending = EmployerEnding.objects.select_related("employer", "successor").get(case=move.case)
        # Both under lock, in one order: nothing is paid, reported or merged meanwhile.
        keys = [key for key in (ending.employer_id, ending.successor_id) if key]
        list(Employer.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
        if reasons := still_possible(move):
            raise Blocked(*reasons)
        _bring_about(move, ending)

    return transitions.perform(case_id, "record_ending", by=by, on=on, seen=seen, op=op, effect=effect)


def _bring_about(move: Move, ending: EmployerEnding) -> None:
    act, by, on = acts()[ending.act], move.by, move.on
    owed, moved = owed_by(ending.employer, on), {}
    if ending.successor is not None:
        over = Over(case=move.case, employer=ending.employer, successor=ending.successor, act=act, by=by, on=on)
        moved = take_over(over, ending.chosen)
        _tell_successor(move.case, ending, moved, on)
    try:
        with transaction.atomic():
            _write_standing(ending, act.standing, by)
    except IntegrityError as problem:
        raise Blocked(Reason("stands_already", OVERLAP)) from problem
    if act.silent:
        stop_waiting(EMPLOYER, str(ending.employer_id))
    EmployerEnding.objects.filter(case=move.case).update(owed=as_data(owed), moved=moved, decided_on=on)
    deadlines.stop(move.case, change_limit.RULE_ID, on=on, reason="recorded")
    move.facts.update({"act": ending.act, "employer": str(ending.employer_id), "owed": f"{owed.total:.2f}"})


def _write_standing(ending: EmployerEnding, kind: str, by: Officer) -> None:
    """The new state; where it was reached again, the old one ends."""
    if kind:
        EmployerStanding.objects.create(
            employer=ending.employer,
            kind=kind,
            starts_on=ending.takes_effect_on,
            successor=ending.successor,
            case=ending.case,
            recorded_by=by.user,
        )
        return
    held = EmployerStanding.objects.known().filter(employer=ending.employer, kind="unreachable", ends_on=None).get()
    EmployerStanding.objects.filter(pk=held.pk).update(superseded_at=Now(), superseded_reason="found")
    EmployerStanding.objects.create(
        employer=ending.employer,
        kind=held.kind,
        starts_on=held.starts_on,
        ends_on=max(held.starts_on, ending.takes_effect_on),
        case=ending.case,
        recorded_by=by.user,
    )


def _tell_successor(case: CaseFile, ending: EmployerEnding, moved: dict, on: date) -> None:
    """The successor reads which hires are its own now, by their references; the dates stay as they were."""
    if not moved["hires"]:
        return

    def words(_language: str) -> tuple[str, str]:
        names = {"name": ending.employer.name, "references": "  ".join(moved["hires"])}
        subject = _("Hires taken over from %(name)s") % names
        text = (
            _("These hires are yours from now on; their time limits run on from their old start: %(references)s")
            % names
        )
        return subject, text

    write_letter(case, SUCCESSION, words, to=(EMPLOYER, str(ending.successor_id)), on=on)


def as_data(owed: Owed) -> dict[str, str]:
    """What stood open, to the fen, as plain data."""
    return {
        "arrears": f"{owed.arrears:.2f}",
        "fees": f"{owed.fees_open:.2f}",
        "fines": f"{owed.fines_open:.2f}",
        "total": f"{owed.total:.2f}",
    }


def decline_ending(case_id: uuid.UUID, reason: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Leave everything as it is. Raises Blocked without a reason."""
    if not reason.strip():
        raise Blocked(Reason("reason_missing", _("Say why, so that the employer can act on it."), "reason"))

    def effect(move: Move) -> None:
        EmployerEnding.objects.filter(case=move.case).update(decline_reason=reason.strip(), decided_on=on)
        deadlines.stop(move.case, change_limit.RULE_ID, on=on, reason="declined")

    facts = {"reason": reason.strip()[:300]}
    return transitions.perform(
        case_id, "decline_ending", by=by, on=on, seen=seen, op=op, body=facts, facts=facts, effect=effect
    )
