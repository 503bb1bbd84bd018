"""Every form of the portal: who fills it, a filling that is taken, and what kind each field is of."""

from dataclasses import dataclass, field
from datetime import date

from tests.badinput.account_sheets import ROWS as ACCOUNT_ROWS
from tests.badinput.claims_sheets import ROWS as CLAIMS_ROWS
from tests.badinput.employer_sheets import ROWS
from tests.badinput.institution_sheets import ROWS as INSTITUTION_ROWS
from tests.badinput.list_sheets import ROWS as LIST_ROWS
from tests.badinput.log_in_sheets import ROWS as LOG_IN_ROWS
from tests.badinput.money_sheets import ROWS as MONEY_ROWS
from tests.badinput.month_sheets import ROWS as MONTH_ROWS
from tests.badinput.privacy_sheets import ROWS as PRIVACY_ROWS
from tests.badinput.recovery_sheets import ROWS as RECOVERY_ROWS
from tests.badinput.reimbursement_sheets import ROWS as REIMBURSEMENT_ROWS
from tests.badinput.second_hand_sheets import ROWS as SECOND_HAND_ROWS
from tests.badinput.world import World
from tests.builders import identity, residence_permit

GOOD_USCC = "9144030071526726XG"


def permit_ending_in_x(start: int = 100) -> str:
    """A woman's number whose check character is X, born on 1 January 1990."""
    numbers = (residence_permit(sequence=n) for n in range(start, 1000, 2))
    return next(number for number in numbers if number.endswith("X"))


@dataclass(frozen=True, kw_only=True)
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
    # What the address names besides the case.
    named: tuple[str, ...] = ()
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

# Somebody without employer and school.
ALONE = INTAKE | {"employer_uscc": "", "employer_name": "", "work_began_on": "", "school": ""}

SHEETS = (
    Sheet(
        name="intake",
        url="intake",
        role="clerk",
        case="draft",
        fields=INTAKE,
        kinds={
            "number": "numbers",
            "employer_uscc": "numbers",
            "kind": "choices",
            "sex": "choices",
            "language": "choices",
        }
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
        name="intake of a student",
        url="intake",
        role="clerk",
        case="draft",
        fields=INTAKE | {"path": "student", "employer_uscc": "", "employer_name": "", "work_began_on": ""},
        kinds={"school": "texts"},
    ),
    Sheet(
        name="intake of a foreign employee",
        url="intake",
        role="clerk",
        case="draft",
        fields=INTAKE
        | {"kind": "passport", "issuer": "DEU", "number": "K12345678", "employment_kind": "foreign_work_permit"}
        | {"employment_number": "G1234567", "handled_on": "2026-05-20", "stay_until": "2027-05-20", "school": ""},
        kinds={"employment_kind": "choices", "handled_on": "dates", "stay_until": "dates"},
        days={"handled_on": date(2026, 5, 20), "stay_until": date(2027, 5, 20)},
    ),
    Sheet(
        name="intake of a minor",
        url="intake",
        role="clerk",
        case="draft",
        fields=ALONE
        | {"path": "minor", "guardian_name": "林大華", "guardian_number": "H12345678", "guardian_relation": "father"}
        | {"number": residence_permit(date(2015, 1, 1), 100), "birth_on": "2015-01-01"},
        kinds={"guardian_name": "texts", "guardian_relation": "choices"},
    ),
    Sheet(
        name="intake of an own business",
        url="intake",
        role="clerk",
        case="draft",
        fields=ALONE | {"path": "own_business", "business_code": GOOD_USCC, "business_name": "陳記茶行"},
        kinds={"business_code": "numbers", "business_name": "texts"},
        checked=frozenset({"business_code"}),
    ),
    Sheet(
        name="look up",
        url="look_up_identity",
        role="clerk",
        case="",
        fields={"number": permit_ending_in_x(), "reason": "transfer"},
        kinds={"number": "numbers", "reason": "choices"},
    ),
    Sheet(
        name="verify",
        url="verify_documents",
        role="reviewer",
        case="submitted",
        fields={
            f"check_{name}": "agrees"
            for name in ("kind", "number", "name", "latin_name", "sex", "birth_on", "expires_on")
        }
        | {"originals_seen": "on"},
        kinds={"check_number": "choices", "check_name": "choices"},
    ),
    Sheet(
        name="return",
        url="return_for_papers",
        role="reviewer",
        case="submitted",
        fields={"bring": "identity_document", "words_identity_document": "背面", "come_back_by": "2026-07-01"},
        kinds={"bring": "choices", "words_identity_document": "texts", "come_back_by": "dates"},
        optional=frozenset({"words_identity_document"}),
        days={"come_back_by": date(2026, 7, 1)},
    ),
    Sheet(
        name="enrol",
        url="enrol",
        role="reviewer",
        case="verified",
        fields={
            "person_no": "35020000123456",
            "confirmation": "CF-1234",
            "cover_starts_on": "2026-06-10",
            "agency_number": "A1",
        },
        kinds={
            "person_no": "platform_numbers",
            "confirmation": "platform_numbers",
            "cover_starts_on": "dates",
            "agency_number": "texts",
        },
        optional=frozenset({"agency_number"}),
        days={"cover_starts_on": date(2026, 7, 1)},
    ),
    Sheet(
        name="refuse",
        url="refuse",
        role="reviewer",
        case="submitted",
        fields={"ground": "not_eligible", "detail": "說明", "provision": "條例第二條"},
        kinds={"ground": "choices", "detail": "texts", "provision": "texts"},
        hidden={"provision": ("ground",)},
    ),
    Sheet(
        name="withdraw",
        url="withdraw",
        role="clerk",
        case="submitted",
        fields={"reason": "client_wish", "originals_returned": "on"},
        kinds={"reason": "choices"},
    ),
    Sheet(
        name="check identity",
        url="check_identity",
        role="clerk",
        case="activation",
        fields={"kind": "taiwan_residence_permit", "number": identity(6).number, "name_agrees": "on", "consents": "on"},
        kinds={"kind": "choices", "number": "numbers"},
        checked=frozenset({"number"}),
        hidden={"number": ("kind",)},
    ),
    Sheet(
        name="activate",
        url="activate_code",
        role="clerk",
        case="checked",
        fields={"confirmation": "AC-1234"},
        kinds={"confirmation": "platform_numbers"},
    ),
    Sheet(
        name="fail",
        url="fail_activation",
        role="clerk",
        case="checked",
        fields={"failure": "name_differs"},
        kinds={"failure": "choices"},
    ),
    Sheet(
        name="found active",
        url="find_active",
        role="clerk",
        case="checked",
        fields={"confirmation": "AC-4321"},
        kinds={"confirmation": "platform_numbers"},
    ),
    Sheet(
        name="close an activation",
        url="close_activation",
        role="clerk",
        case="checked",
        fields={"closing": "does_it_online", "channel": "alipay", "note": "改日再来"},
        kinds={"closing": "choices", "channel": "choices", "note": "texts"},
        # Asked for of that reason alone.
        hidden={"channel": ("closing",)},
        optional=frozenset({"note"}),
    ),
    Sheet(
        name="authority",
        url="record_authority",
        role="clerk",
        case="activation",
        fields={"name": "林大華", "number": "H12345678", "relation": "丈夫", "until": "2026-12-31"},
        kinds={"name": "texts", "number": "numbers", "relation": "texts", "until": "dates"},
        days={"until": date(2026, 12, 31)},
    ),
    Sheet(
        name="accept a transfer",
        url="accept_transfer",
        role="jimei_reviewer",
        case="transfer",
        fields={"confirmation": "TR-1234"},
        kinds={"confirmation": "platform_numbers"},
    ),
    Sheet(
        name="decline a transfer",
        url="decline_transfer",
        role="jimei_reviewer",
        case="transfer",
        fields={"reason": ""},
        kinds={"reason": "choices"},
    ),
    Sheet(
        name="end an enrolment",
        url="open_change",
        role="clerk",
        case="insured",
        named=("end",),
        fields={
            "reason": "left_place",
            "account": "kept",
            "takes_effect_on": "2026-06-30",
            "received_on": "2026-06-10",
        },
        kinds={"reason": "choices", "account": "choices", "takes_effect_on": "dates", "received_on": "dates"},
        days={"takes_effect_on": date(2026, 6, 30), "received_on": date(2026, 6, 10)},
        moves=False,
    ),
    Sheet(
        name="bring months from another area",
        url="open_change",
        role="clerk",
        case="insured",
        named=("transfer_in",),
        fields={
            "area_code": "510100",
            "area_name": "成都市",
            "carried_scheme": "uebmi",
            "carried_from": "2025-01",
            "carried_until": "2026-05",
            "carried_amount": "512.30",
            "received_on": "2026-06-10",
        },
        kinds={
            "area_name": "texts",
            "carried_scheme": "choices",
            "carried_amount": "amounts",
            "received_on": "dates",
        },
        optional=frozenset({"carried_amount"}),
        days={"received_on": date(2026, 6, 10)},
        moves=False,
    ),
    Sheet(
        name="record a change",
        url="record_change",
        role="reviewer",
        case="leaving",
        fields={"confirmation": "ZC-4321"},
        kinds={"confirmation": "platform_numbers"},
    ),
    Sheet(
        name="decline a change",
        url="decline_change",
        role="reviewer",
        case="leaving",
        fields={"reason": ""},
        kinds={"reason": "choices"},
    ),
    Sheet(
        name="note",
        url="write_note",
        role="clerk",
        case="submitted",
        fields={"text": "一句話"},
        kinds={"text": "texts"},
    ),
    Sheet(
        name="assign",
        url="assign_case",
        role="supervisor",
        case="submitted",
        fields={"officer": "1"},
        kinds={"officer": "choices"},
    ),
    Sheet(name="paper check", url="verify_paper", role="clerk", case="", fields={"code": ""}, kinds={"code": "codes"}),
    *(
        Sheet(**row)
        for row in (
            *LOG_IN_ROWS,
            *LIST_ROWS,
            *PRIVACY_ROWS,
            *ACCOUNT_ROWS,
            *MONEY_ROWS,
            *ROWS,
            *CLAIMS_ROWS,
            *INSTITUTION_ROWS,
            *REIMBURSEMENT_ROWS,
            *RECOVERY_ROWS,
            *MONTH_ROWS,
            *SECOND_HAND_ROWS,
        )
    ),
)


def sheet(name: str) -> Sheet:
    return next(one for one in SHEETS if one.name == name)
