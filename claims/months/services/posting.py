"""The end of a run that posts: what the month's entries come to is owed to the institution, one amount a scheme, in the
transaction that ends the run; and what the bank answers."""

from datetime import date, timedelta
from decimal import Decimal

from casework.clocks.services import deadlines
from casework.engine import transitions
from casework.models import CaseFile
from casework.money.models.ledger import ClosedMonth, LedgerAccount
from casework.money.models.payments import Payable
from casework.money.queries import payee_of, pooling_area_of
from casework.money.rules.amounts import ZERO
from casework.money.services.ledger import account_of, book
from casework.money.services.payables import owe_together
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from claims.advances.services.withholding import withhold
from claims.months.models import InstitutionMonth
from claims.months.queries.month import posted_parts
from claims.months.rules.limits import PAYMENT
from claims.months.services.carrying import Borne, carry
from claims.months.words import CLEARED, PURPOSE
from claims.reimbursements.services.bearing import borne_by
from claims.runs.models.run import Run

# Whose account it is in the ledger.
HOLDER, AREA = "institution", "area"


def run_finished(run: Run) -> None:
    """A run is done: one that posted owes the institution what its entries come to."""
    if run.mode != Run.Mode.POST:
        return
    month = InstitutionMonth.objects.select_for_update(of=("self",)).select_related("institution").get(pk=run.month_id)
    case = CaseFile.objects.select_related("office").get(pk=month.pk)
    by = Officer(run.asked_by, run.appointment, run.asked_on)
    owed = _owe(month, case, by, run.asked_on)
    if not owed:
        deadlines.stop(case, PAYMENT, on=run.asked_on, reason="settle_month")
    transitions.follow(
        case.pk, "post_month" if owed else "settle_month", by=by, on=run.asked_on, facts={"paid": str(owed)}
    )


def _owe(month: InstitutionMonth, case: CaseFile, by: Officer, on: date) -> Decimal:
    """Owe each scheme's part, less the quality deposit and what the institution owes back. What the fund of another area bears is
    owed out of the clearing with it. Returns what is owed in all, in yuan."""
    area = pooling_area_of(month.institution.place_id)
    booked_on = open_day(area, on)
    parts = posted_parts(month)
    places = Place.objects.in_bulk({key for key, _scheme in parts})
    borne: Borne = []
    for (key, scheme), layers in sorted(parts.items(), key=lambda one: (one[0][0] != area.pk, one[0])):
        if key == area.pk:
            left = withhold(month, case, scheme, layers, area=area, by=by, on=booked_on)
            borne.append((f"{PURPOSE} {case.pk} {scheme}", borne_by(left, area, scheme)))
        else:
            other = places[key]
            amount = _borne_by(other, area, scheme, layers, case, by, open_day(other, on))
            borne.append((f"{PURPOSE} {case.pk} {scheme} {key}", [(clearing_of(area, other), amount)]))
    kept = carry(month.institution, area, borne, case=case, by=by, on=booked_on)
    return sum((_payable(month, case, name, owed, by, booked_on).amount for name, owed in kept if owed), ZERO)


def _payable(
    month: InstitutionMonth,
    case: CaseFile,
    name: str,
    parts: list[tuple[LedgerAccount, Decimal]],
    by: Officer,
    on: date,
) -> Payable:
    holder = (HOLDER, str(month.institution_id))
    owed = owe_together(name, parts, to=holder, office=case.office, purpose=PURPOSE, on=on, case=case, by=by)
    Payable.objects.filter(pk=owed.pk).update(payee=payee_of(holder), due_on=month.pay_by)
    return owed


def clearing_of(area: Place, other: Place) -> LedgerAccount:
    """The account of an area for what it clears with another one."""
    return account_of("clearing", area, holder=(AREA, other.pk))


def _borne_by(
    other: Place, area: Place, scheme: str, layers: dict[str, Decimal], case: CaseFile, by: Officer, on: date
) -> Decimal:
    """Book what the fund of another area bears in that area's books: it is owed to the area that pays the institution, and back
    by it where a layer gets more back than it bears. Returns the sum, in yuan."""
    target, borne = clearing_of(other, area), borne_by(layers, other, scheme)
    for number, (source, amount) in enumerate(borne, start=1):
        key = f"{CLEARED} {case.pk} {scheme} {other.pk} {number}"
        pair = (source, target) if amount > 0 else (target, source)
        book(key, *pair, abs(amount), purpose=CLEARED, on=on, case=case, by=by)
    return sum((amount for _source, amount in borne), ZERO)


def open_day(area: Place, on: date) -> date:
    """The day, or the first one behind it whose month is not closed: what is posted is owed, however late. One query."""
    closed = set(ClosedMonth.objects.filter(place=area, month__gte=on.replace(day=1)).values_list("month", flat=True))
    while on.replace(day=1) in closed:
        on = (on.replace(day=28) + timedelta(days=4)).replace(day=1)
    return on


def payment_answered(payable: Payable, *, paid: bool, by: Officer, on: date) -> None:
    """The bank has answered about a payment of a month: it is paid once all of its payments are, or one of them came back."""
    if payable.case_id is None:
        return
    if not paid:
        transitions.follow(payable.case_id, "return_month_payment", by=by, on=on)
    elif not Payable.objects.filter(case=payable.case_id).exclude(state__in=("paid", "cancelled")).exists():
        transitions.follow(payable.case_id, "pay_month", by=by, on=on)
        case = CaseFile.objects.select_related("office").get(pk=payable.case_id)
        deadlines.stop(case, PAYMENT, on=on, reason="pay_month")
