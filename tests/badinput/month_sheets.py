"""The forms of institutions' months: further rows of the table in sheets.py."""

from datetime import date

TODAY = date(2026, 6, 10)
ROWS = (
    dict(
        name="agreement of an institution",
        url="agree_month",
        role="clerk",
        case="month_stated",
        fields={"replied_on": "2026-06-10"},
        kinds={"replied_on": "dates"},
        days={"replied_on": TODAY},
    ),
    dict(
        name="prepayment of an institution",
        url="open_advance",
        role="clerk",
        case="settling",
        moves=False,
        fields={"what": "prepayment", "year": "2026", "amount": "1000.00", "score": ""},
        kinds={"what": "choices", "year": "choices", "amount": "amounts"},
        # Whether it is asked for is known once it is known what is paid.
        late={"amount": ("empty", "spaces_only")},
    ),
    dict(
        name="year of a fund",
        url="open_year_end",
        role="city_supervisor",
        case="",
        fields={"place": "350200", "scheme": "uebmi", "year": "2025"},
        kinds={"place": "choices", "scheme": "choices", "year": "choices"},
        moves=False,
    ),
    dict(
        name="objection of an institution",
        url="object_month",
        role="clerk",
        case="month_stated",
        fields={"replied_on": "2026-06-10", "words": "起付线有误"},
        kinds={"replied_on": "dates", "words": "texts"},
        days={"replied_on": TODAY},
    ),
    dict(
        name="notice of a recovery from an institution",
        url="open_clawback",
        role="reviewer",
        case="month_posted",
        moves=False,
        fields={"items": "S2 1 10.00", "origin": "", "words": "重复收费"},
        kinds={"items": "codes", "words": "texts"},
    ),
    dict(
        name="reply of an institution to a recovery",
        url="reply_clawback",
        role="clerk",
        case="clawback",
        fields={"replied_on": "2026-06-10", "words": "不同意"},
        kinds={"replied_on": "dates", "words": "texts"},
        days={"replied_on": TODAY},
    ),
    dict(
        name="decision on a recovery from an institution",
        url="decide_clawback",
        role="second_reviewer",
        case="clawback_heard",
        fields={"amount-1": "20.00", "why": "申辩不成立"},
        kinds={"amount-1": "amounts", "why": "texts"},
    ),
    dict(
        name="dropping a recovery from an institution",
        url="drop_clawback",
        role="second_reviewer",
        case="clawback_heard",
        fields={"why": "误列"},
        kinds={"why": "texts"},
    ),
    dict(
        name="money of an institution",
        url="pay_clawback",
        role="finance",
        case="clawback_decided",
        moves=False,
        fields={"amount": "5.00", "paid_on": "2026-06-10", "bank_number": "B77"},
        kinds={"amount": "amounts", "paid_on": "dates", "bank_number": "texts"},
        days={"paid_on": TODAY},
    ),
)
