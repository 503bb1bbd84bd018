"""The forms of batches of codes and of what registers report: a further part of the table in sheets.py."""

from datetime import date

ROWS = (
    dict(
        name="confirmation of a line",
        url="confirm_code_line",
        role="clerk",
        case="line",
        moves=False,
        fields={"confirmation": "AC-7777", "activated_on": "2026-06-10"},
        kinds={"confirmation": "platform_numbers", "activated_on": "dates"},
        days={"activated_on": date(2026, 6, 10)},
    ),
    dict(
        name="answer a report",
        url="answer_register_report",
        role="clerk",
        case="report",
        moves=False,
        fields={"answer": "not_her"},
        kinds={"answer": "choices"},
    ),
    dict(
        name="a death that was reported",
        url="follow_death_report",
        role="clerk",
        case="report",
        moves=False,
        fields={"takes_effect_on": "2026-06-01", "received_on": "2026-06-10"},
        kinds={"takes_effect_on": "dates", "received_on": "dates"},
        days={"takes_effect_on": date(2026, 6, 1), "received_on": date(2026, 6, 9)},
    ),
)
