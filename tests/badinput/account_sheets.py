"""The forms of refunds, corrected details and family bindings: a further part of the table in sheets.py."""

import uuid
from datetime import date

PAYMENT = uuid.UUID("6f1c1c52-2a6b-4c61-9a54-0d7f3a1be001")
BINDING = uuid.UUID("6f1c1c52-2a6b-4c61-9a54-0d7f3a1be002")
ROWS = (
    dict(
        name="refund a premium",
        url="open_change",
        role="clerk",
        case="insured",
        named=("refund_premium",),
        fields={
            "reason": "collected_in_error",
            "payment": str(PAYMENT),
            "refund_amount": "12.30",
            "takes_effect_on": "2026-06-09",
            "received_on": "2026-06-10",
        },
        kinds={
            "reason": "choices",
            "payment": "choices",
            "refund_amount": "amounts",
            "takes_effect_on": "dates",
            "received_on": "dates",
        },
        optional=frozenset({"refund_amount"}),
        days={"takes_effect_on": date(2026, 6, 9), "received_on": date(2026, 6, 10)},
        moves=False,
    ),
    dict(
        name="correct a detail",
        url="open_change",
        role="clerk",
        case="insured",
        named=("change_details",),
        fields={"about": "name", "claimed": "陳小華", "received_on": "2026-06-10"},
        kinds={"about": "choices", "claimed": "texts", "received_on": "dates"},
        days={"received_on": date(2026, 6, 10)},
        moves=False,
    ),
    dict(
        name="bind a relative",
        url="open_change",
        role="clerk",
        case="insured",
        named=("bind_relative",),
        fields={"relative_number": "1", "relation": "", "both_consent": "on", "received_on": "2026-06-10"},
        kinds={"relation": "choices"},
        moves=False,
    ),
    dict(
        name="end a binding",
        url="end_family_binding",
        role="clerk",
        case="insured",
        named=(str(BINDING),),
        fields={"side": ""},
        kinds={"side": "choices"},
        moves=False,
    ),
)
