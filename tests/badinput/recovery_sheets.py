"""The forms of reversals, recoveries and recalls: further rows of the table in sheets.py."""

from datetime import date

TODAY = date(2026, 6, 10)
# Under which the world's payments stand.
PAID, OWED = "6f1c1c52-2a6b-4c61-9a54-0d7f3a1be101", "6f1c1c52-2a6b-4c61-9a54-0d7f3a1be102"
ROWS = (
    dict(
        name="recall a published value",
        url="open_value_recall",
        role="reviewer",
        case="",
        fields={
            "what": "ceiling",
            "code": "XA01ABD075A002010100483",
            "starts_on": "2026-01-01",
            "ends_on": "2026-06-10",
            "right": "5.00",
            "source": "某更正通知",
        },
        kinds={
            "what": "choices",
            "starts_on": "dates",
            "ends_on": "dates",
            "right": "amounts",
            "source": "texts",
        },
        days={"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 10)},
        moves=False,
    ),
    dict(
        name="propose a reversal",
        url="open_reversal",
        role="reviewer",
        case="claim_posted",
        moves=False,
        fields={"reason": "entered_wrong", "words": "清单录入有误"},
        kinds={"reason": "choices", "words": "texts"},
    ),
    dict(
        name="notice of a recovery",
        url="open_recovery",
        role="reviewer",
        case="overpaid",
        moves=False,
        fields={"words": "已在他处结算"},
        kinds={"words": "texts"},
    ),
    dict(
        name="reply to a recovery",
        url="record_reply",
        role="clerk",
        case="recovery",
        fields={"replied_on": "2026-06-10", "words": "愿意退回"},
        kinds={"replied_on": "dates", "words": "texts"},
        days={"replied_on": TODAY},
    ),
    dict(
        name="send a recovery back",
        url="send_back_recovery",
        role="supervisor",
        case="recovery_proposed",
        fields={"words": "期数太多"},
        kinds={"words": "texts"},
    ),
    dict(
        name="set off against a payment",
        url="set_off_recovery",
        role="reviewer",
        case="recovery_set_off",
        fields={"payable": OWED},
        kinds={"payable": "choices"},
    ),
    dict(
        name="money received of a recovery",
        url="record_repayment",
        role="finance",
        case="recovery",
        moves=False,
        fields={"amount": "100.00", "bank_day": "2026-06-10", "bank_number": "B-77"},
        kinds={"amount": "amounts", "bank_day": "dates", "bank_number": "texts"},
        days={"bank_day": TODAY},
    ),
    dict(
        name="recall a payment",
        url="open_recall",
        role="reviewer",
        case="claim_paid",
        moves=False,
        fields={"payable": PAID, "words": "户名不符"},
        kinds={"payable": "choices", "words": "texts"},
    ),
    dict(
        name="recalled money",
        url="record_recalled",
        role="reviewer",
        case="recall_sent",
        fields={"bank_day": "2026-06-10", "bank_number": "R-77"},
        kinds={"bank_day": "dates", "bank_number": "texts"},
        days={"bank_day": TODAY},
    ),
    dict(
        name="hold a payment",
        url="hold_payment",
        role="reviewer",
        case="payable",
        moves=False,
        fields={"reason": "账户存疑"},
        kinds={"reason": "texts"},
    ),
)
HEARD = (
    dict(
        name="propose instalments",
        url="propose_recovery",
        role="reviewer",
        case="recovery_heard",
        fields={"way": "instalments", "number": "3", "first_due_on": "2026-07-01"},
        kinds={"way": "choices", "number": "amounts", "first_due_on": "dates"},
        # Which of them is asked, the way says.
        hidden={"number": ("way",), "first_due_on": ("way",)},
        days={"first_due_on": date(2026, 7, 1)},
    ),
)
ROWS = (*ROWS, *HEARD)
