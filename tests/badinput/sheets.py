"""Every form of the portal: who fills it, a filling that is taken, and what kind each field is of."""

from dataclasses import dataclass, field
from datetime import date

from tests.badinput.claims_sheets import ROWS as CLAIMS_ROWS
from tests.badinput.employer_sheets import ROWS
from tests.badinput.world import World
from tests.builders import identity, residence_permit

GOOD_USCC = "9144030071526726XG"


def permit_ending_in_x(start: int = 100) -> str:
    """A woman's number whose check character is X, born on 1 January 1990."""
    numbers = (residence_permit(sequence=n) for n in range(start, 1000, 2))
    return next(number for number in numbers if number.endswith("X"))


@dataclass(frozen=True)
class Sheet:
    """A form: `kinds` says by which table each field is tried, `optional` which may stay empty."""

    name: str
    url: str
    role: str
    case: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    # Not shown again on purpose.
    forgotten: frozenset[str] = frozenset()
    # A day each date field takes.
    days: dict[str, date] = field(default_factory=dict)
    # Whether the form moves a case, and so carries the version that was seen.
    moves: bool = True
    # Fields whose number is checked against a kind.
    checked: frozenset[str] = frozenset()
    # A field to those that, while they are wrong, keep the page from saying what is wrong with it.
    hidden: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # A field to those of its cases that are told only when every other field is right.
    late: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def posted(self, world: World, changed: dict | None = None) -> dict:
        return self.fields | world.envelope(self.case) | (changed or {})


INTAKE = {
    "action": "check_answers",
    "kind": "taiwan_residence_permit",
    "number": permit_ending_in_x(),
    "expires_on": "2029-01-01",
    "name": "陳小明",
    "latin_name": "CHEN HSIAO-MING",
    "birth_on": "1990-01-01",
    "sex": "female",
    "language": "zh-hant",
    "telephone": "0592 1234567",
    "address": "思明區中山路 1 號",
    "path": "employed",
    "employer_uscc": GOOD_USCC,
    "employer_name": "廈門某某有限公司",
    "work_began_on": "2026-06-01",
    "school": "某大學",
    "received_on": "2026-06-10",
}

SHEETS = (
    Sheet(
        "intake",
        "intake",
        "clerk",
        "draft",
        INTAKE,
        {"number": "numbers", "employer_uscc": "numbers", "kind": "choices", "sex": "choices", "language": "choices"}
        | {"path": "choices", "name": "texts", "latin_name": "texts", "telephone": "texts", "address": "texts"}
        | {"employer_name": "texts", "birth_on": "dates", "expires_on": "dates"}
        | {"work_began_on": "dates", "received_on": "dates"},
        optional=frozenset({"sex", "latin_name", "telephone", "address"}),
        days={
            "birth_on": date(1990, 1, 1),
            "expires_on": date(2029, 1, 1),
            "work_began_on": date(2026, 6, 1),
            "received_on": date(2026, 6, 9),
        },
        checked=frozenset({"number", "employer_uscc"}),
        hidden={"number": ("kind",), "employer_uscc": ("path",), "employer_name": ("path",)},
        late={"expires_on": ("year_one",)},
    ),
    Sheet(
        "intake of a student",
        "intake",
        "clerk",
        "draft",
        INTAKE | {"path": "student", "employer_uscc": "", "employer_name": "", "work_began_on": ""},
        {"school": "texts"},
    ),
    Sheet(
        "look up",
        "look_up_identity",
        "clerk",
        "",
        {"number": permit_ending_in_x(), "reason": "transfer"},
        {"number": "numbers", "reason": "choices"},
    ),
    Sheet(
        "verify",
        "verify_documents",
        "reviewer",
        "submitted",
        {
            f"check_{name}": "agrees"
            for name in ("kind", "number", "name", "latin_name", "sex", "birth_on", "expires_on")
        }
        | {"originals_seen": "on"},
        {"check_number": "choices", "check_name": "choices"},
    ),
    Sheet(
        "return",
        "return_for_papers",
        "reviewer",
        "submitted",
        {"missing": "identity_document"},
        {"missing": "choices"},
    ),
    Sheet(
        "enrol",
        "enrol",
        "reviewer",
        "verified",
        {
            "person_no": "35020000123456",
            "confirmation": "CF-1234",
            "cover_starts_on": "2026-06-10",
            "agency_number": "A1",
        },
        {
            "person_no": "platform_numbers",
            "confirmation": "platform_numbers",
            "cover_starts_on": "dates",
            "agency_number": "texts",
        },
        optional=frozenset({"agency_number"}),
        days={"cover_starts_on": date(2026, 7, 1)},
    ),
    Sheet(
        "refuse",
        "refuse",
        "reviewer",
        "submitted",
        {"ground": "not_eligible", "detail": "說明", "provision": "條例第二條"},
        {"ground": "choices", "detail": "texts", "provision": "texts"},
        hidden={"provision": ("ground",)},
    ),
    Sheet(
        "withdraw",
        "withdraw",
        "clerk",
        "submitted",
        {"reason": "client_wish", "originals_returned": "on"},
        {"reason": "choices"},
    ),
    Sheet(
        "check identity",
        "check_identity",
        "clerk",
        "activation",
        {"kind": "taiwan_residence_permit", "number": identity(6).number, "name_agrees": "on", "consents": "on"},
        {"kind": "choices", "number": "numbers"},
        checked=frozenset({"number"}),
        hidden={"number": ("kind",)},
    ),
    Sheet(
        "activate",
        "activate_code",
        "clerk",
        "checked",
        {"confirmation": "AC-1234"},
        {"confirmation": "platform_numbers"},
    ),
    Sheet("fail", "fail_activation", "clerk", "checked", {"failure": "name_differs"}, {"failure": "choices"}),
    Sheet(
        "authority",
        "record_authority",
        "clerk",
        "activation",
        {"name": "林大華", "number": "H123456789", "relation": "丈夫", "until": "2026-12-31"},
        {"name": "texts", "number": "numbers", "relation": "texts", "until": "dates"},
        days={"until": date(2026, 12, 31)},
    ),
    Sheet(
        "accept a transfer",
        "accept_transfer",
        "jimei_reviewer",
        "transfer",
        {"confirmation": "TR-1234"},
        {"confirmation": "platform_numbers"},
    ),
    Sheet(
        "decline a transfer",
        "decline_transfer",
        "jimei_reviewer",
        "transfer",
        {"reason": ""},
        {"reason": "choices"},
    ),
    Sheet("note", "write_note", "clerk", "submitted", {"text": "一句話"}, {"text": "texts"}),
    Sheet("assign", "assign_case", "supervisor", "submitted", {"officer": "1"}, {"officer": "choices"}),
    Sheet(
        "log in",
        "log_in",
        "stranger",
        "",
        {"username": "nobody-here", "password": "not a password of anybody"},
        {"username": "unknown_names"},
        forgotten=frozenset({"password"}),
    ),
    Sheet(
        "password",
        "change_password",
        "clerk",
        "",
        {"current": "a long enough password", "new": "另一个足够长的口令 2026", "again": "另一个足够长的口令 2026"},
        {"current": "secrets", "new": "secrets", "again": "secrets"},
        forgotten=frozenset({"current", "new", "again"}),
        hidden={"again": ("new",)},
    ),
    Sheet(
        "a password by codes",
        "set_password",
        "stranger",
        "",
        {
            "username": "nobody-here",
            "first_code": "ABCDE-23456",
            "second_code": "ABCDE-65432",
            "new": "另一个足够长的口令 2026",
            "again": "另一个足够长的口令 2026",
        },
        {"username": "unknown_names", "new": "secrets", "again": "secrets"},
        forgotten=frozenset({"new", "again"}),
        hidden={"again": ("new",)},
    ),
    Sheet("paper check", "verify_paper", "clerk", "", {"code": ""}, {"code": "codes"}),
    *(Sheet(**row) for row in (*ROWS, *CLAIMS_ROWS)),
)


def sheet(name: str) -> Sheet:
    return next(one for one in SHEETS if one.name == name)
