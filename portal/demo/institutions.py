"""Demonstration institutions: 60 in the nine cities with three years of history, six with capital from Taiwan; all made up and
so labelled."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from casework.evidence.queries import in_each_language
from casework.models import Appointment, Office
from casework.rulebook.rules.credit_codes import ORGANISATION, check_character, organisation_check_character
from casework.staff.officer import Officer
from institutions.applications.services.applications import apply_designation
from institutions.changes.services.changes import ChangeData, ask_designation_change
from institutions.designation.services import agreements
from institutions.designation.services.agreements import Signing
from institutions.listings.services.listings import draw_designated_list
from institutions.models import DesignatedListing, DesignationApplication, DesignationChange, Institution
from institutions.register.services.register import InstitutionData, register_institution
from portal.demo.pieces import Piece

# The county offices they lie at, one or two of each city; the six with capital from Taiwan lie at the first five and the last.
COUNTIES = (
    "350205",
    "350203",
    "350206",
    "350105",
    "350302",
    "350404",
    "350502",
    "350602",
    "350702",
    "350802",
    "350902",
    "350212",
)
NUMBER, WITH_TAIWAN_CAPITAL = 60, frozenset({0, 1, 3, 6, 7, 11})
KINDS = (
    ("general_hospital", "综合医院", "綜合醫院", "General Hospital", "public", "third"),
    ("clinic", "诊所", "診所", "Clinic", "private_for_profit", "ungraded"),
    ("retail_pharmacy", "大药房", "大藥房", "Pharmacy", "private_for_profit", "ungraded"),
    ("community_centre", "社区卫生服务中心", "社區衛生服務中心", "Community Health Centre", "public", "first"),
    ("tcm_clinic", "中医诊所", "中醫診所", "TCM Clinic", "private_for_profit", "ungraded"),
)
YEARS = 3
# Whose agreement was not renewed, and one in the middle of its term.
LAPSED, MOVING = 9, 12
DEPARTMENTS = [("03", "内科"), ("04", "外科"), ("50", "中医科")]


def pieces(today: date) -> list[Piece]:
    """A piece an institution, with its agreements; of one an application, of another a change that was asked for."""
    applied = DesignationApplication.objects.filter(institution__code=code_of(LAPSED))
    moving = DesignationChange.objects.filter(institution__code=code_of(MOVING))
    return [
        Piece(
            f"institution {number + 1}",
            Institution.objects.filter(code=code_of(number)).exists,
            partial(_make, number, today),
        )
        for number in range(NUMBER)
    ] + [
        Piece(f"an application of institution {LAPSED + 1}", applied.exists, partial(_apply, today)),
        Piece(f"a change of institution {MOVING + 1}", moving.exists, partial(_ask_change, today)),
        Piece("a list of designated institutions", DesignatedListing.objects.exists, partial(_draw_list, today)),
    ]


def _apply(today: date) -> None:
    clerk, _checker = officers(today)
    at = Institution.objects.get(code=code_of(LAPSED))
    apply_designation(at, ("outpatient",) if at.code.startswith("H") else ("retail",), (), by=clerk, on=today)


def _ask_change(today: date) -> None:
    clerk, _checker = officers(today)
    what = ChangeData(
        act="change_particulars",
        received_on=today,
        takes_effect_on=today - timedelta(days=10),
        particulars={"address": "演示路12号（虚构）"},
        basis="演示批复（虚构）",
    )
    ask_designation_change(Institution.objects.get(code=code_of(MOVING)), what, by=clerk, on=today)


def _draw_list(today: date) -> None:
    draw_designated_list(today, by=officers(today)[0], on=today)


def _kind(number: int) -> tuple[str, ...]:
    # Those with capital from Taiwan are clinics, so that one of them is private.
    return KINDS[4] if number in WITH_TAIWAN_CAPITAL else KINDS[number // len(COUNTIES) % len(KINDS)]


def code_of(number: int) -> str:
    """The code of a demonstration institution: sequences from 90001 on."""
    letter = "P" if _kind(number)[0] == "retail_pharmacy" else "H"
    return f"{letter}{COUNTIES[number % len(COUNTIES)]}{90001 + number:05d}"


def _uscc(number: int) -> str:
    division = COUNTIES[number % len(COUNTIES)]
    organisation = f"MA{number:06d}"
    body = f"91{division}{organisation}"
    body += organisation_check_character(body[ORGANISATION])
    return body + check_character(body)


def officers(today: date) -> tuple[Officer, Officer]:
    """Who enters and who decides in the demonstration, both of the province. One query."""
    rows = Appointment.objects.filter(user__username__in=("shengding", "shengding2")).select_related("user", "office")
    first, second = rows.order_by("user__username")
    return Officer(first.user, first, today), Officer(second.user, second, today)


def _make(number: int, today: date) -> None:
    clerk, checker = officers(today)
    kind, zh_hans, zh_hant, en, ownership, level = _kind(number)
    place = Office.objects.get(code=COUNTIES[number % len(COUNTIES)]).place
    taiwan = number in WITH_TAIWAN_CAPITAL
    private = ownership != "public"
    # Quanzhou pays every private institution as of the second level.
    pay = "second" if private and place.code.startswith("3505") else level
    of_place = in_each_language(place, "name")
    data = InstitutionData(
        code=code_of(number),
        uscc=_uscc(number),
        name_zh_hans=f"演示{of_place['zh-hans']}{zh_hans}{number + 1}（虚构）",
        name_zh_hant=f"示範{of_place['zh-hant']}{zh_hant}{number + 1}（虛構）",
        name_en=f"Demonstration {en} {number + 1}, {of_place['en']} (invented)",
        kind=kind,
        ownership=ownership,
        hospital_level=level,
        pay_level=pay,
        deductible_level=level,
        licence_number=f"DEMO{number + 1:04d}",
        opened_on=date(today.year - YEARS - 2, 3, 1),
        address="演示路1号（虚构）",
        legal_representative="演示",
        licence_expires_on=today + timedelta(days=40 + 30 * number),
        beds=200 if level == "third" else 0,
        networked=level == "third",
        taiwan_funded=taiwan,
        taiwan_form=("wholly_owned" if number % 2 else "joint_venture") if taiwan else "",
        taiwan_share=(Decimal(100) if number % 2 else Decimal(60)) if taiwan else None,
    )
    made = register_institution(data, DEPARTMENTS, by=clerk, on=today, demonstration=True)
    _history(made, number, clerk, checker, today)


def _history(made: Institution, number: int, clerk: Officer, checker: Officer, today: date) -> None:
    """An agreement a year, the last one of this year or the next; of some a suspension, an end, or no renewal."""
    services = ("retail",) if made.code.startswith("P") else ("outpatient", "inpatient")[: 2 if made.beds else 1]
    last, signed = (today.year - 1 if number % 10 == 9 else today.year), None
    for year in range(today.year - YEARS + 1, last + 1):
        signed = agreements.sign(
            made,
            Signing(
                number=f"DEMO-{made.code[1:7]}-{year}-{number + 1}",
                starts_on=date(year, 1, 1),
                ends_on=date(year, 12, 31),
                services=services,
            ),
            drawn_by=clerk.user,
            signed_by=checker.user,
            on=date(year - 1, 12, 15),
            renews=signed,
        )
    if signed is None:
        return
    if number % 10 == 4:
        agreements.suspend(
            made,
            by=checker.user,
            case=None,
            kind="ordered",
            starts_on=date(last, 3, 1),
            ends_on=date(last, 8, 31),
            departments=["04"],
        )
    elif number % 10 == 7:
        agreements.end(signed, date(last, 7, 1), "closure_not_reported", by=checker.user, case=None)
