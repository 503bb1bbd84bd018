"""Taking a death back: what it has brought about is undone, and nothing of its history is deleted.

Rows of cover that it wrote are superseded, those it ended are written anew; what was known before can still be asked for. The
code is never activated by itself: it stands on the list of codes to activate again (codes/queries/renewals.py).
"""

from collections.abc import Mapping

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.mailings.services.silence import let_go_on
from casework.money.models.ledger import LedgerTransfer
from casework.money.models.payments import BatchItem, Payable, Payee
from casework.money.services.payables import WITHDRAWABLE, owe, withdraw
from enrolment.changes.models import EnrolmentChange
from enrolment.changes.queries.deaths import death_that_stands, first_report
from enrolment.changes.services.accounts import (
    HEIRS,
    HEIRS_NOT_PROVEN,
    LIVES,
    PREMIUM_REFUND,
    holder_of,
    owed_to_heirs_of_cases,
)
from enrolment.changes.services.doing import Doing
from enrolment.contributions.models.paid_time import CoverPeriod, CoverStop
from enrolment.contributions.services.cover_ends import put_back_stops, put_back_yearly_cover
from enrolment.coverage.models import Enrolment
from enrolment.coverage.services import ChangedSince, put_back
from enrolment.persons.models.person import Person
from enrolment.persons.queries.addressee import PERSON
from enrolment.persons.queries.files import files_of
from enrolment.persons.services.deaths import take_death_back
from enrolment.persons.services.representatives import restore_authorities

TAKEN_BACK = "death_taken_back"
NOT_KEPT = _("No case here says which cover this death has ended. The office that recorded it must restore the cover.")
CHANGED = _(
    "The cover was changed since the death was recorded. Compare it on the person's page; decline this request."
)
ON_ITS_WAY = _(
    "A payment to the heirs is in a batch or at the bank. Discard the batch, or record the bank's answer, before the death is "
    "taken back."
)
# In the order in which a change says what it replaced.
TABLES: dict[str, type[Enrolment] | type[CoverStop] | type[CoverPeriod]] = {
    "enrolments": Enrolment,
    "stops": CoverStop,
    "yearly": CoverPeriod,
}


def rows_standing(person: Person) -> dict[str, set[str]]:
    """The keys of the rows of cover of a person that stand, by table. Three queries."""
    return {
        name: {str(key) for key in model.objects.filter(person=person, superseded_at=None).values_list("pk", flat=True)}
        for name, model in TABLES.items()
    }


def replaced_since(stood: Mapping[str, set[str]], person: Person) -> dict[str, dict[str, list[str]]]:
    """What of those rows stands no more, and what stands now that did not. Three queries."""
    now = rows_standing(person)
    return {
        name: {"ended": sorted(stood[name] - now[name]), "written": sorted(now[name] - stood[name])} for name in TABLES
    }


def _taken_back(doing: Doing) -> EnrolmentChange:
    """The death this change undoes; it is named once. Raises Blocked where none is on record."""
    if doing.change.takes_back is None:
        death = death_that_stands(doing.person.pk)
        if death is None or not death.replaced:
            raise Blocked(Reason("not_kept", NOT_KEPT))
        doing.change.takes_back = death
    return doing.change.takes_back


def death_taken_back(doing: Doing) -> None:
    """The file says no more that she has died."""
    _taken_back(doing)
    take_death_back(doing.person, by=doing.by, case=doing.case)


def cover_restored(doing: Doing) -> None:
    """What the death ended stands again, as it was. Raises Blocked when it was changed since."""
    replaced = _taken_back(doing).replaced
    person, reason, by = doing.person, TAKEN_BACK, doing.by
    try:
        put_back(person, **replaced["enrolments"], reason=reason)
    except ChangedSince as changed:
        raise Blocked(Reason("changed_since", CHANGED)) from changed
    put_back_stops(person, **replaced["stops"], reason=reason, by=by)
    put_back_yearly_cover(person, **replaced["yearly"], reason=reason, by=by)


def authorities_restored(doing: Doing) -> None:
    """Whoever acted for her, and she for others, acts again where the term still runs. A family binding is asked for anew: both
    have to say that they wish it."""
    report = first_report(_taken_back(doing))
    restore_authorities(doing.person, str(report.case.reference), by=doing.by, on=doing.on, case=doing.case)


def messages_go_on(doing: Doing) -> None:
    """What was stopped and has not gone waits again."""
    let_go_on(PERSON, str(doing.person.pk))


def heirs_owed_nothing(doing: Doing) -> None:
    """What is owed to the heirs is withdrawn: the account holds its balance again, a premium given back is owed to herself.
    What was owed to herself is owed to her, to an account she names anew, since the heirs may have named theirs, or the bank
    has returned it. What an heir is owed for a case about her is held: that case is taken back by one of its own. Raises Blocked
    while a payment is on its way."""
    report, files = first_report(_taken_back(doing)), files_of(doing.person)
    hers = [str(key) for key in files]
    locked = Payable.objects.select_for_update(of=("self",))
    to_heirs = locked.filter(account__holder_kind=HEIRS, account__holder_key__in=hers)
    to_her = locked.filter(account__holder_kind=PERSON, account__holder_key__in=hers)
    on_the_way = (Payable.State.IN_BATCH, Payable.State.SENT)
    of_cases = owed_to_heirs_of_cases(files).select_for_update(of=("self",))
    if any(rows.filter(state__in=on_the_way).exists() for rows in (to_heirs, to_her, of_cases)):
        raise Blocked(Reason("on_its_way", ON_ITS_WAY))
    of_cases.filter(state__in=WITHDRAWABLE).update(state=Payable.State.HELD, held_because=LIVES)
    for payable in to_heirs.filter(state__in=WITHDRAWABLE).select_related("case", "office"):
        withdraw(payable, on=doing.on, by=doing.by)
        if payable.purpose == PREMIUM_REFUND:
            _owe_to_herself(payable, doing)
    payees = Payee.objects.filter(holder_kind=PERSON, holder_key__in=hers, ends_on=None)
    payees.filter(recorded_on__gte=report.decided_on).update(ends_on=doing.on)
    to_her.filter(state__in=WITHDRAWABLE, payee__ends_on__isnull=False).update(payee=None)
    returned = BatchItem.objects.filter(answer=BatchItem.Answer.RETURNED, payee=F("payable__payee"))
    held = to_her.filter(state=Payable.State.HELD, held_because=HEIRS_NOT_PROVEN)
    held.filter(pk__in=returned.values("payable")).update(payee=None)
    held.update(state=Payable.State.OPEN, held_because="")


def _owe_to_herself(payable: Payable, doing: Doing) -> Payable:
    """A premium given back that her heirs were owed, out of what it was taken from."""
    return owe(
        f"{payable.key} to herself",
        LedgerTransfer.objects.select_related("source__place").get(key=payable.key).source,
        payable.amount,
        to=holder_of(doing.person),
        office=payable.office,
        purpose=payable.purpose,
        on=doing.on,
        case=payable.case,
        by=doing.by,
    )


def code_to_activate(_doing: Doing) -> None:
    """Nothing is activated: the list of codes to activate again reads what was stopped (codes/queries/renewals.py)."""
