"""Who pays the rest: the person's share by subtraction, then the personal and the family account (P1), cash, the deposit (P2)."""

from decimal import Decimal

from msgspec import Struct

from claims.settlement.rules.records.policy import IN_SCOPE_PARTS, PARTS
from claims.settlement.rules.records.rounding import ZERO
from claims.settlement.rules.records.steps import Run

# What is left of the in-scope cost, with the extra first pay off-site.
IN_SCOPE = (*IN_SCOPE_PARTS, "off_site_first_pay")


class PersonShare(Struct, frozen=True, gc=False, kw_only=True):
    """`person_pays` is the accounts plus cash; of the cash a deposit may already be paid, or more than that."""

    person_pays: Decimal
    personal_account_pays: Decimal
    personal_account_left: Decimal | None
    family_account_pays: Decimal
    family_account_left: Decimal | None
    cash_pays: Decimal
    cash_due: Decimal
    deposit_refund: Decimal


def share_of_person(run: Run, person_pays: Decimal, parts: dict[str, Decimal], account_first: Decimal) -> PersonShare:
    """Split the person's share; `account_first` is already paid of it. Raises `value_missing` when there is a balance and the
    policy does not say what it may pay."""
    balance, family, deposit = run.case.personal_account, run.case.family_account, run.case.deposit
    from_account = from_family = ZERO
    if balance or family:
        stated = run.section("personal_account")
        if isinstance(stated.value, str):
            # FIRST: it has paid before everything else.
            from_account, payable = account_first, sum(map(parts.__getitem__, IN_SCOPE), ZERO)
        else:
            payable = person_pays if stated.value is PARTS else sum(map(parts.__getitem__, stated.value or ()), ZERO)
            from_account = _from(run, "personal_account", balance, payable, stated.path)
            payable -= from_account
        from_family = _from(run, "family_account", family, payable, stated.path)
    cash = person_pays - from_account - from_family
    inputs = {"person_pays": person_pays, "personal_account_pays": from_account}
    if family:
        inputs["family_account_pays"] = from_family
    run.note("cash", cash, "", inputs)
    over = deposit - cash
    if deposit:
        run.note("deposit", over if over > ZERO else ZERO, "", {"deposit": deposit, "cash_pays": cash})
    return PersonShare(
        person_pays=person_pays,
        personal_account_pays=from_account,
        personal_account_left=None if balance is None else balance - from_account,
        family_account_pays=from_family,
        family_account_left=None if family is None else family - from_family,
        cash_pays=cash,
        cash_due=ZERO if over > ZERO else -over,
        deposit_refund=over if over > ZERO else ZERO,
    )


def _from(run: Run, account: str, balance: Decimal | None, payable: Decimal, path: str) -> Decimal:
    """What an account pays: as much as it holds, of what it may pay."""
    if not balance:
        return ZERO
    pays = balance if balance < payable else payable
    run.note(account, pays, path, {"balance": balance, "payable": payable})
    return pays
