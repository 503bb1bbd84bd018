"""The forms of money and of what is undone: deaths, years, payments, accounts, employers that end. A part of sheets.py."""

from datetime import date

from tests.builders import identity, residence_permit, uscc

ACCOUNT_NUMBER = "6222000000000000001"
TODAY = date(2026, 6, 10)
RECEIVED = {"received_on": "2026-06-10"}


def _change(name: str, act: str, case: str, **more) -> dict:
    """A form of an act on somebody insured, with the day its papers came."""
    more["fields"] = more["fields"] | RECEIVED
    more["kinds"] = more["kinds"] | {"received_on": "dates"}
    more["days"] = more.get("days", {}) | {"received_on": TODAY}
    return dict(name=name, url="open_change", role="clerk", case=case, named=(act,), moves=False, **more)


CHANGES = (
    _change(
        "take a death back",
        "take_back_death",
        "dead",
        fields={"reason": "report_wrong"},
        kinds={"reason": "choices"},
    ),
    _change(
        "correct the day of a death",
        "correct_death",
        "dead",
        fields={"takes_effect_on": "2026-06-03"},
        kinds={"takes_effect_on": "dates"},
        days={"takes_effect_on": date(2026, 6, 3)},
    ),
    _change(
        "record years of contributions",
        "record_years",
        "worker",
        fields={"takes_effect_on": "2026-05-31", "months": "288", "actual_months": "200"},
        kinds={"takes_effect_on": "dates", "months": "amounts", "actual_months": "amounts"},
        optional=frozenset({"actual_months"}),
        days={"takes_effect_on": date(2026, 5, 31)},
    ),
    _change(
        "pay for years that are short",
        "pay_back_years",
        "worker",
        fields={"wage": "8000.00"},
        kinds={"wage": "amounts"},
    ),
    _change(
        "bind a relative by her number",
        "bind_relative",
        "worker",
        fields={"relative_number": identity(6).number, "relation": "spouse", "both_consent": "on"},
        kinds={"relative_number": "numbers", "relation": "choices"},
        # Whose number it is, is looked up once everything else is right.
        hidden={"relative_number": ("relation", "received_on")},
    ),
    _change(
        "correct a number and its birth date",
        "change_details",
        "insured",
        fields={
            "about": "number_birth",
            "claimed": residence_permit(date(1991, 2, 3), 10),
            "claimed_birth": "1991-02-03",
        },
        kinds={"about": "choices"},
        hidden={"received_on": ("about",)},
    ),
)
PAYMENTS = (
    dict(
        name="record a back payment",
        url="record_change",
        role="reviewer",
        case="owing",
        fields={"amount": "5760.00", "paid_on": "2026-06-09", "payment_number": "T-77"},
        kinds={"amount": "amounts", "paid_on": "dates", "payment_number": "texts"},
        days={"paid_on": date(2026, 6, 9)},
    ),
    dict(
        name="record a payment of a year",
        url="record_payment",
        role="clerk",
        case="worker",
        moves=False,
        fields={
            "scheme": "urrbmi",
            "person_kind": "adult",
            "year": "2026",
            "amount": "430.00",
            "paid_on": "2026-06-09",
            "channel": "wechat",
            "number": "T-55",
            "bought_back": "1",
        },
        kinds={
            "scheme": "choices",
            "person_kind": "choices",
            "year": "amounts",
            "amount": "amounts",
            "paid_on": "dates",
            "channel": "choices",
            "number": "texts",
            "bought_back": "amounts",
        },
        optional=frozenset({"number", "bought_back"}),
        # Which of year and month is asked, the scheme says.
        hidden={"year": ("scheme",)},
        days={"paid_on": date(2026, 6, 9)},
    ),
    dict(
        name="record a payment of months",
        url="record_payment",
        role="clerk",
        case="worker",
        moves=False,
        fields={
            "scheme": "uebmi",
            "person_kind": "employee",
            "first_month": "2026-03",
            "last_month": "2026-04",
            "amount": "860.00",
            "paid_on": "2026-06-09",
            "channel": "employer",
        },
        kinds={"first_month": "amounts", "last_month": "amounts"},
        optional=frozenset({"last_month"}),
    ),
    dict(
        name="write a bill",
        url="issue_bill",
        role="clerk",
        case="worker",
        moves=False,
        fields={
            "bill-scheme": "urrbmi",
            "bill-person_kind": "adult",
            "bill-year": "2031",
            "bill-amount": "430.00",
            "bill-due_on": "2026-12-31",
        },
        kinds={
            "bill-scheme": "choices",
            "bill-person_kind": "choices",
            "bill-year": "amounts",
            "bill-amount": "amounts",
            "bill-due_on": "dates",
        },
        optional=frozenset({"bill-due_on"}),
        hidden={"bill-year": ("bill-scheme",), "bill-amount": ("bill-scheme",)},
        # Whether a source gives the premium is asked once everything else is right.
        late={"bill-amount": ("empty", "spaces_only")},
        days={"bill-due_on": date(2026, 12, 31)},
    ),
    dict(
        name="account of a payment",
        url="record_payee",
        role="clerk",
        case="payable",
        moves=False,
        fields={"name": "陳美玲", "number": ACCOUNT_NUMBER, "bank_code": "105", "bank_name": "某银行"},
        kinds={
            "number": "platform_numbers",
            "bank_code": "platform_numbers",
            "bank_name": "texts",
        },
    ),
    dict(
        name="compare an account",
        url="check_payee",
        role="reviewer",
        case="named",
        moves=False,
        fields={"number": ACCOUNT_NUMBER},
        kinds={"number": "choices"},
    ),
    dict(
        name="what settles a hold",
        url="lift_hold",
        role="reviewer",
        case="held",
        moves=False,
        fields={"proof": "公证书（2026）厦证字第1号"},
        kinds={"proof": "texts"},
    ),
)
EMPLOYERS = (
    dict(
        name="payment of an employer",
        url="record_employer_payment",
        role="clerk",
        case="lost",
        moves=False,
        fields={
            "of": "6f1c1c52-2a6b-4c61-9a54-0d7f3a1be003",
            "number": "T-90",
            "amount": "100",
            "paid_on": "2026-06-09",
        },
        kinds={"of": "choices", "number": "texts", "amount": "amounts", "paid_on": "dates"},
        days={"paid_on": date(2026, 6, 9)},
    ),
    dict(
        name="public notice",
        url="serve_by_notice",
        role="supervisor",
        case="unserved",
        moves=False,
        fields={"published_on": "2026-06-10", "where": "本局网站", "reason": "两次邮寄退回"},
        kinds={"published_on": "dates", "where": "texts", "reason": "texts"},
        days={"published_on": TODAY},
    ),
    dict(
        name="merge an employer",
        url="ask_ending",
        role="clerk",
        case="employer",
        named=("merge",),
        moves=False,
        fields={"takes_effect_on": "2026-06-01", "basis": "合并协议", "successor": uscc(50)},
        kinds={"takes_effect_on": "dates", "successor": "numbers"},
        checked=frozenset({"successor"}),
        days={"takes_effect_on": date(2026, 6, 9)},
    ),
    dict(
        name="split an employer",
        url="ask_ending",
        role="clerk",
        case="employer",
        named=("split",),
        moves=False,
        fields={"takes_effect_on": "2026-06-01", "basis": "分立决定", "successor": uscc(50), "chosen": ""},
        kinds={"chosen": "choices"},
        late={"chosen": ("empty",)},
    ),
)
ROWS = (*CHANGES, *PAYMENTS, *EMPLOYERS)
