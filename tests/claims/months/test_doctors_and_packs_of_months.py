"""Who ordered a line and the codes on its packs, in an institution's file: kept where they are named, asked of the register of
staff, of the month, of other months and of claims of the counter."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from casework.models import CaseFile
from claims.models import CareResult, DeclaredCare, DeclaredLine
from claims.months.words import finding_text, reason_words
from claims.reimbursements.queries.facts import judged
from claims.runs.queries.book import Book
from claims.runs.queries.chunk import read_chunk
from tests.claims.months.builders import settlement
from tests.claims.reimbursements.builders import DRUG_A, DRUG_B, line, receipt
from tests.claims.reimbursements.test_doctors_and_packs import DOCTOR, OTHER, PACK, registered

pytestmark = pytest.mark.django_db
THIRD = "81234567890123456791"
JUNE = {"clr_ym": "2026-06", "setl_time": "2026-06-05"}


def results(run) -> dict[str, CareResult]:
    rows = CareResult.objects.filter(run=run).select_related("care")
    return {row.care.number: row for row in rows}


def coded(row: CareResult) -> list[str]:
    return sorted(one["code"] for one in row.findings if one["code"].startswith(("staff", "trace")))


def test_nothing_is_kept_of_a_line_that_names_none_and_what_is_named_is_put_in_its_form(ward):
    person, other = ward.documents(ward.insured(2), ward.insured(4))
    ward.declared(
        settlement("S1", person),
        settlement("S2", other, bilg_dr_code="ｄ350203000001", drug_trac_codg=f"{PACK}、{OTHER} {PACK}"),
    )
    kept = dict(DeclaredLine.objects.values_list("care__number", "traces"))
    assert kept == {"S1": None, "S2": [PACK, OTHER]}
    assert dict(DeclaredLine.objects.values_list("care__number", "doctor")) == {"S1": "", "S2": DOCTOR}
    # Sent again it is the same line; with another pack it is not.
    again = ward.sent(settlement("S2", other, bilg_dr_code=DOCTOR, drug_trac_codg=f"{PACK} {OTHER}"))
    assert [problem[1] for row in again.rows.all() for problem in row.problems] == ["line_declared"]
    changed = ward.sent(settlement("S2", other, bilg_dr_code=DOCTOR, drug_trac_codg=PACK))
    assert [problem[1] for row in changed.rows.all() for problem in row.problems] == ["line_declared_otherwise"]
    # The database keeps the form whoever writes.
    care = DeclaredCare.objects.get(number="S1")
    for wrong in ({"doctor": "?"}, {"traces": []}):
        with pytest.raises(DatabaseError), transaction.atomic():
            values = {"number": "9", "code": DRUG_A, "name": "药", "quantity": 1, "price": 1, "amount": 1}
            DeclaredLine.objects.create(pk=care.pk, care=care, **values | wrong)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("bilg_dr_code", "??", "no_doctor"),
        ("bilg_dr_code", "D" * 40, "no_doctor"),
        ("drug_trac_codg", "短", "no_pack"),
        ("drug_trac_codg", f"{PACK} x", "no_pack"),
    ],
)
def test_what_is_no_code_is_named_in_its_cell(ward, column, value, code):
    (document,) = ward.documents(ward.insured())
    sent = ward.sent(settlement("S1", document, **{column: value}))
    (row,) = sent.rows.all()
    assert [problem[1] for problem in row.problems] == [code]


def test_what_somebody_orders_who_is_not_qualified_on_the_day_is_left_out(ward):
    people = ward.documents(*(ward.insured(2 + 2 * n) for n in range(4)))
    rows = [
        settlement("BEFORE", people[0], day=16, bilg_dr_code=DOCTOR),
        settlement("AFTER", people[1], (DRUG_A, "3000.00"), (DRUG_B, "200.00"), day=20, bilg_dr_code=DOCTOR),
        settlement("EMERGENCY", people[2], day=20, bilg_dr_code=DOCTOR, med_type="13", begndate="2026-05-20"),
        settlement("NOBODY", people[3], day=20, bilg_dr_code="D350203999999"),
    ]
    # Of an emergency all lines are of its day.
    rows[2][0]["fee_ocur_time"] = "2026-05-20"
    case = ward.declared(*rows)
    registered(ward, case, points=9)
    found = results(ward.worked_out(case))
    assert (found["AFTER"].outcome, found["AFTER"].paid, coded(found["AFTER"])) == (
        "agrees",
        0,
        ["staff_not_qualified"],
    )
    (said,) = [one for one in found["AFTER"].findings if one["code"] == "staff_not_qualified"]
    assert said["lines"] == ["1", "2"]
    assert found["BEFORE"].paid > 0 and not coded(found["BEFORE"])
    assert not coded(found["EMERGENCY"])
    # The register may lag behind: it is told and paid.
    assert found["NOBODY"].paid > 0 and coded(found["NOBODY"]) == ["staff_not_registered"]
    for language in ("en", "zh-hans", "zh-hant"):
        with translation.override(language):
            assert DOCTOR in finding_text(said) and reason_words("staff_not_qualified") != "staff_not_qualified"


def test_a_pack_is_paid_once_in_the_file_in_months_and_in_claims(ward):
    one, two, three = (ward.insured(2 + 2 * n) for n in range(3))
    first, second, third = ward.documents(one, two, three)
    claimed = ward.received(three, receipt("0026896566", line(traces=(THIRD,))))
    # The earlier settlement has it, in whichever chunk either stands; a line twice in one settlement is found there.
    case = ward.declared(
        settlement("LATER", first, day=21, drug_trac_codg=PACK),
        settlement("EARLIER", second, day=20, drug_trac_codg=PACK),
        settlement("SAME", third, (DRUG_A, "300.00"), (DRUG_B, "40.00"), day=10, drug_trac_codg=OTHER),
        settlement("CLAIMED", first, day=12, drug_trac_codg=THIRD),
        settlement("NOBODY", "830000199001010000", day=9, drug_trac_codg=PACK),
    )
    found = results(ward.worked_out(case))
    assert {number: coded(row) for number, row in found.items()} == {
        "LATER": ["trace_in_month"],
        "EARLIER": [],
        "SAME": ["trace_twice"],
        "CLAIMED": ["trace_elsewhere"],
        "NOBODY": [],
    }
    assert found["LATER"].paid == found["CLAIMED"].paid == 0 < found["EARLIER"].paid
    told = " ".join(finding_text(each) for row in found.values() for each in row.findings)
    assert PACK in told and claimed.reference not in told and three.name not in told
    ward.posted_month(case)
    # Another month knows it; of what was left out there nothing is settled. A correction stands in its own place.
    ward.declared(
        settlement("J1", second, day=25, drug_trac_codg=PACK, **JUNE),
        settlement("J2", third, (DRUG_A, "300.00"), day=10, drug_trac_codg=OTHER, init_setl_id="SAME", **JUNE),
    )
    later = results(ward.worked_out(CaseFile.objects.get(institution_month__month="2026-06-01")))
    assert coded(later["J1"]) == ["trace_elsewhere"] and not coded(later["J2"])
    # And so does a claim of the counter, of whichever file.
    fresh = ward.received(two, receipt("0026896599", line(traces=(PACK,))))
    counter = [
        one for one in judged(CaseFile.objects.get(pk=fresh.pk), ward.today).found if one.code == "trace_elsewhere"
    ]
    assert [one.lines for one in counter] == [(1,)]


def test_codes_ask_no_query_more(ward):
    people = ward.documents(ward.insured(2), ward.insured(4))
    plain = [settlement(f"S{n}", one, day=20) for n, one in enumerate(people)]
    named = [
        settlement(f"T{n}", one, day=20, drug_trac_codg=f"{PACK}{n}", bilg_dr_code=f"D35020300000{n}", **JUNE)
        for n, one in enumerate(people)
    ]
    counts = []
    for rows in (plain, named):
        case = ward.declared(*rows)
        run = ward.worked_out(case)
        with CaptureQueriesContext(connection) as asked:
            read_chunk(run.chunks.order_by("number")[0], Book(run))
        counts.append(len(asked))
    assert counts[0] == counts[1]
