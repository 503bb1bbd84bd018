"""What is typed into the calculator: read forgivingly, refused beside its field, and never lost."""

from datetime import date

import pytest
from django.http import QueryDict

from claims.calculator.forms.calculations import FIELDS, PATHS, CalculationForm, Sheet
from claims.calculator.forms.lines import MOST_LINES, line_forms, row_count
from claims.policies.queries.policies import shipped_policies
from claims.policies.rules.codes import codes_of
from claims.settlement.rules import SettlementError, compile_policy, read_case, settle, settle_whole
from claims.words.typed import tidy

POLICY = shipped_policies()["fujian-demonstration"][0]
TODAY = date(2026, 6, 10)
GOOD = {
    "policy": POLICY.label,
    "rows": "5",
    "scheme": "uebmi",
    "category": "retired",
    "age": "72",
    "contribution_years": "25",
    "setting": "inpatient",
    "level": "3",
    "off_site": "local",
    "admitted_on": "2026-03-01",
    "discharged_on": "2026-03-09",
    "bill_total": "30000",
}


def sheet_of(typed: dict, policy=POLICY) -> Sheet:
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    codes = codes_of(policy)
    form = CalculationForm(data, offers=[(policy.label, policy.label)], codes=codes, today=TODAY)
    return Sheet(form, line_forms(codes, row_count(data), data, today=TODAY, judged=True))


def line(number: int, **fields) -> dict:
    return {f"line-{number}-{name}": value for name, value in fields.items()}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1,234.50", "1234.50"),
        (" ￥１２３４.50 元", "1234.50"),
        ("1234", "1234"),
        ("12,34", "12,34"),
        ("\u200b85%", "85%"),
        ("-5", "-5"),
        ("", ""),
    ],
)
def test_figures_are_tidied(typed, read):
    assert tidy(typed) == read


def test_a_sheet_is_a_case_the_engine_reads():
    typed = GOOD | {"diseases": ["dialysis", "cancer"], "poor": "on", "year_in_scope": "1,000.00", "deposit": "50"}
    typed |= {"ordinal": "1"}
    typed |= {"transfer_direction": "up", "transfer_from_level": "2", "personal_account": "0"}
    sheet = sheet_of(typed)
    assert sheet.is_valid(), sheet.form.errors
    document = sheet.document()
    assert document["person"] == {
        "scheme": "uebmi", "category": "retired", "age": "72", "contribution_years": "25", "poor": True,
        "diseases": ["dialysis", "cancer"],
    }  # fmt: skip
    assert document["visit"]["transfer"] == {"direction": "up", "from_level": "2"}
    assert document["accumulators"] == {"in_scope": "1000.00"} and document["balances"] == {"personal_account": "0"}
    assert settle(POLICY, read_case(document)).total == 30000


def test_empty_lines_are_no_lines_and_full_ones_are_the_bill():
    typed = GOOD | {"bill_total": ""} | line(1, item_class="a", price="100.5", quantity="2", name="药品 一")
    typed |= line(3, item_class="b", price="9", kind="bed", on="2026/3/2", first_pay_ratio="10%", payment_standard="8")
    sheet = sheet_of(typed)
    assert sheet.is_valid(), (sheet.form.errors, [line.errors for line in sheet.lines])
    assert sheet.document()["bill"] == {
        "lines": [
            {"class": "a", "name": "药品 一", "quantity": "2", "price": "100.5"},
            {"class": "b", "item_class": "bed", "price": "9", "first_pay_ratio": "10%",
             "payment_standard": "8", "on": "2026-03-02"},
        ]
    }  # fmt: skip


BAD_FIGURES = ["abc", "-1", "NaN", "Infinity", "1e400", "9" * 40, "1.001", "12,34", "<script>", "０x１", "\ud800"]


@pytest.mark.parametrize("bad", BAD_FIGURES)
@pytest.mark.parametrize(
    "field", ["bill_total", "bill_in_scope", "year_fund_paid", "deposit", "personal_account", "age", "ordinal"]
)
def test_a_figure_nobody_can_count_with_is_refused_beside_its_field(field, bad, english):
    sheet = sheet_of(GOOD | {field: bad})
    assert not sheet.is_valid() and list(sheet.form.errors) == [field]
    assert "%(" not in str(sheet.form.errors[field])


@pytest.mark.parametrize("bad", [*BAD_FIGURES[:4], "1e400", "1.00001"])
@pytest.mark.parametrize("field", ["price", "quantity", "payment_standard", "first_pay_ratio"])
def test_a_bad_figure_in_a_line_is_told_by_its_line(field, bad, english):
    bad = "1.2345678" if field == "first_pay_ratio" and bad == "1.00001" else bad
    sheet = sheet_of(GOOD | {"bill_total": ""} | line(2, **{"item_class": "a", "price": "1", field: bad}))
    assert not sheet.is_valid()
    assert [(wrong.shown_number, bound.name) for wrong, bound in sheet.line_errors] == [(3, field)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"discharged_on": ""}, "discharged_on"),
        ({"admitted_on": "2026-03-10"}, "discharged_on"),
        ({"level": ""}, "level"),
        ({"category": ""}, "category"),
        ({"bill_total": ""}, "bill_total"),
        ({"bill_in_scope": "40000"}, "bill_total"),
        ({"discharged_on": "2019-12-31", "admitted_on": ""}, "policy"),
        ({"transfer_from_level": "2"}, "transfer_direction"),
        ({"admitted_on": "1998-12-13"}, "admitted_on"),
        ({"discharged_on": "2028-06-11"}, "discharged_on"),
        ({"born_on": "2026-06-11"}, "born_on"),
        ({"ordinal": "0"}, "ordinal"),
        ({"scheme": "other"}, "scheme"),
        ({"setting": "ENROLLED"}, "setting"),
    ],
)
def test_what_the_engine_refuses_stands_beside_its_field(changed, field, english):
    sheet = sheet_of(GOOD | changed)
    if sheet.is_valid():
        with pytest.raises(SettlementError) as refused:
            settle(POLICY, read_case(sheet.document()))
        sheet.refuse(refused.value)
    assert list(sheet.form.errors) == [field], sheet.form.errors


@pytest.mark.parametrize(
    ("typed", "number", "field"),
    [
        (line(4, item_class="a", quantity="2"), 5, "price"),
        (line(1, price="2"), 2, "item_class"),
        (line(2, item_class="a", kind="bed", price="100"), 3, "on"),
    ],
)
def test_a_line_the_engine_refuses_is_named(typed, number, field, english):
    sheet = sheet_of(GOOD | {"bill_total": ""} | typed)
    if sheet.is_valid():
        with pytest.raises(SettlementError) as refused:
            settle(POLICY, read_case(sheet.document()))
        sheet.refuse(refused.value)
    assert [(wrong.shown_number, bound.name) for wrong, bound in sheet.line_errors] == [(number, field)]
    assert sheet.form.non_field_errors()


def test_what_the_policy_does_not_state_is_named_on_top_and_never_zero(english):
    xiamen = shipped_policies()["xiamen"][0]
    typed = GOOD | {"policy": xiamen.label, "category": ""}
    sheet = sheet_of(typed, xiamen)
    assert sheet.is_valid(), sheet.form.errors
    with pytest.raises(SettlementError) as refused:
        settle(xiamen, read_case(sheet.document()))
    sheet.refuse(refused.value)
    assert sheet.form.non_field_errors() == [
        "The policy does not state: Payment caps. A value that is not stated is never taken as zero."
    ]


def test_the_form_offers_exactly_the_codes_of_the_policy():
    quanzhou = shipped_policies()["quanzhou-residents"][-1]
    form = sheet_of(GOOD, quanzhou).form
    offered = {
        name: {code for code, _word in form.fields[name].choices} - {""}
        for name in ("level", "off_site", "setting", "flags")
    }
    assert offered == {
        "level": {"3", "2", "1", "township"},
        "off_site": {"local", "filed", "unfiled"},
        "setting": {"inpatient", "outpatient", "childbirth"},
        "flags": {"private", "home_student", "caesarean"},
    }
    assert form.group("diseases", "category") == []


@pytest.mark.parametrize(
    "amount",
    [
        {"by": "disease", "values": {"appendicitis": "12000", "hernia|goitre": "9000"}, "otherwise": "none"},
        {
            "cases": [
                {"when": {"disease": ["appendicitis", "hernia"]}, "value": "12000"},
                {"when": {"disease": "goitre"}, "value": "9000"},
            ],
            "otherwise": "none",
        },
    ],
)
def test_a_disease_is_offered_however_the_policy_asks_for_it(amount):
    price = {"amount": amount, "covers": "total", "person_pays_on": "cost"}
    policy = compile_policy({"deductible": "1000", "ratio": "80%", "caps": "none", "layers": "none", "price": price})
    form = sheet_of(GOOD | {"policy": policy.label}, policy).form
    assert {code for code, _word in form.fields["diseases"].choices} == {"appendicitis", "hernia", "goitre"}


def test_each_path_of_a_case_has_one_field():
    form = sheet_of(GOOD).form
    assert set(PATHS) <= set(form.fields) and len(set(PATHS.values())) == len(PATHS)
    assert set(FIELDS.values()) <= set(form.fields)


@pytest.mark.parametrize(
    ("typed", "rows"), [("5", 5), ("12", 12), ("9999", MOST_LINES), ("x", 5), ("-3", 5), ("", 5), ("٣", 5)]
)
def test_the_grid_keeps_within_its_bounds(typed, rows):
    assert row_count({"rows": typed}) == rows
    assert row_count({"rows": typed}, more=True) == min(MOST_LINES, rows + 5)


APART = {
    "deductible": "none",
    "ratio": "50%",
    "layers": "none",
    "payment": {"personal_account": "all"},
    "caps": {
        "by": "setting",
        "values": {
            "chronic": {"on": "payment", "amount": "5000"},
            "outpatient": {"on": "payment", "amount": "2000"},
        },
    },
}


def test_what_was_for_this_kind_of_care_is_asked_for_beside_its_field(english):
    policy = compile_policy(APART)
    typed = {"policy": policy.label, "setting": "outpatient", "off_site": "local", "bill_total": "1000"}
    typed |= {"year_outpatient_in_scope": "9000", "year_outpatient_fund_paid": "3000"}
    typed |= {"year_outpatient_deductible_taken": "0"}
    sheet = sheet_of(typed, policy)
    assert sheet.is_valid(), sheet.form.errors
    with pytest.raises(SettlementError) as refused:
        settle(policy, read_case(sheet.document()))
    sheet.refuse(refused.value)
    assert list(sheet.form.errors) == ["setting_fund_paid"] and sheet.form.folded_year
    told = sheet_of(typed | {"setting_fund_paid": "1800"}, policy)
    assert told.is_valid()
    assert str(settle(policy, read_case(told.document())).fund_pays) == "200.00"
    assert told.document()["accumulators"]["settings"] == {"outpatient": {"fund_paid": "1800"}}


def test_whether_it_was_charged_once_this_year_is_asked_for_beside_the_number_of_the_admission(english):
    once = {"amount": "1000", "period": "once_a_year"}
    rule = {
        "cases": [{"when": {"flag": "chemotherapy"}, "value": once}],
        "otherwise": {"amount": "800", "repeat": "none"},
    }
    policy = compile_policy(APART | {"caps": "none", "deductible": rule})
    typed = {"policy": policy.label, "setting": "inpatient", "off_site": "local", "bill_total": "9000"}
    typed |= {"flags": ["chemotherapy"], "year_admissions": "2", "year_deductible_taken": "1600"}
    sheet = sheet_of(typed, policy)
    assert sheet.is_valid(), sheet.form.errors
    with pytest.raises(SettlementError) as refused:
        settle(policy, read_case(sheet.document()))
    sheet.refuse(refused.value)
    assert list(sheet.form.errors) == ["ordinal"]
    first = sheet_of(typed | {"ordinal": "1"}, policy)
    assert first.is_valid() and settle(policy, read_case(first.document())).deductible == 1000


def test_a_visit_without_a_day_is_told_beside_its_day(english):
    quanzhou = shipped_policies()["quanzhou-residents"][-1]
    typed = {
        "policy": quanzhou.label,
        "setting": "outpatient",
        "level": "township",
        "off_site": "local",
        "bill_total": "90",
    }
    sheet = sheet_of(typed, quanzhou)
    assert sheet.is_valid(), sheet.form.errors
    with pytest.raises(SettlementError) as refused:
        settle(quanzhou, read_case(sheet.document()))
    sheet.refuse(refused.value)
    assert list(sheet.form.errors) == ["discharged_on"]


COUNTED_APART = APART | {
    "caps": [
        {"on": "payment", "amount": "2000", "pot": "chronic"},
        {"on": "payment", "amount": "300", "period": "month", "pot": "chronic"},
    ]
}


def test_what_is_counted_by_itself_is_asked_for_beside_its_field(english):
    policy = compile_policy(COUNTED_APART)
    typed = {"policy": policy.label, "setting": "chronic", "off_site": "local", "bill_total": "1000"}
    typed |= {"year_outpatient_in_scope": "9000", "year_outpatient_fund_paid": "1950", "discharged_on": "2026-03-09"}
    typed |= {"year_outpatient_deductible_taken": "0"}

    def refused_at(sheet):
        assert sheet.is_valid(), sheet.form.errors
        with pytest.raises(SettlementError) as refused:
            settle(policy, read_case(sheet.document()))
        sheet.refuse(refused.value)
        assert sheet.form.folded_year or not sheet.form.pots
        return list(sheet.form.errors)

    assert refused_at(sheet_of(typed, policy)) == ["pots_0_fund_paid"]
    typed |= {"pots_0_fund_paid": "1900"}
    assert refused_at(sheet_of(typed, policy)) == ["months_0_fund_paid"]
    # More in the pot than in the year.
    assert refused_at(sheet_of(typed | {"pots_0_fund_paid": "1950.01"}, policy)) == ["pots_0_fund_paid"]
    told = sheet_of(typed | {"months_0_fund_paid": "0"}, policy)
    assert told.is_valid()
    assert told.document()["accumulators"]["months"] == {"chronic": {"2026-03": {"fund_paid": "0"}}}
    # 100 are left of the year's 2,000, 300 of the month's.
    assert str(settle(policy, read_case(told.document())).fund_pays) == "100.00"
    assert str(told.form["pots_0_fund_paid"].label).startswith("chronic and special diseases, outpatient: paid")


def test_a_figure_of_a_pot_is_read_as_any_other(english):
    policy = compile_policy(COUNTED_APART)
    typed = {"policy": policy.label, "setting": "chronic", "off_site": "local", "bill_total": "1000"}
    sheet = sheet_of(typed | {"pots_0_fund_paid": "abc", "months_0_in_scope": "-1"}, policy)
    assert not sheet.is_valid()
    assert list(sheet.form.errors) == ["pots_0_fund_paid", "months_0_in_scope"]
    assert not any(name.startswith(("pots_", "months_")) for name in sheet_of(typed, compile_policy(APART)).form.fields)


SPLIT = APART | {"caps": "none", "split": {"at": "year", "deductible": "part"}}


def test_the_next_year_is_asked_for_where_stays_are_split(english):
    policy = compile_policy(SPLIT)
    typed = {"policy": policy.label, "setting": "inpatient", "off_site": "local", "bill_total": "1000"}
    typed |= {
        "admitted_on": "2025-12-30",
        "discharged_on": "2026-01-03",
        "next_fund_paid": "40.5",
        "next_admissions": "1",
    }
    sheet = sheet_of(typed, policy)
    assert sheet.is_valid(), sheet.form.errors
    assert sheet.document()["accumulators_next"] == {"fund_paid": "40.5", "admissions": "1"}
    settled = settle_whole(policy, read_case(sheet.document()))
    assert [part.settled.accumulators_after.admissions for part in settled.parts] == [1, 2]
    assert sheet.form.folded_year and "next_fund_paid" in sheet.form.year_fields
    assert str(sheet.form["next_fund_paid"].label) == "Year the stay ends in: Paid by the fund, stays"
    assert not any(name.startswith("next_") for name in sheet_of(typed, compile_policy(APART)).form.fields)


def test_a_next_year_that_the_stay_does_not_reach_is_told_beside_it(english):
    policy = compile_policy(SPLIT)
    typed = {
        "policy": policy.label,
        "setting": "inpatient",
        "off_site": "local",
        "bill_total": "1000",
        "next_burden": "5",
    }
    sheet = sheet_of(typed | {"admitted_on": "2026-01-02", "discharged_on": "2026-01-03"}, policy)
    assert sheet.is_valid()
    with pytest.raises(SettlementError) as refused:
        settle_whole(policy, read_case(sheet.document()))
    sheet.refuse(refused.value)
    assert list(sheet.form.errors) == ["next_deductible_taken"]


def test_a_policy_that_looks_at_single_items_asks_for_the_lines_and_opens_them(english):
    sheet = sheet_of(GOOD)
    assert sheet.is_valid() and not sheet.open_lines
    sheet.refuse(SettlementError("bill_needs_lines", "bill.lines"))
    assert sheet.open_lines
    assert sheet.form.errors == {
        "bill_total": [
            "The policy looks at single items: it needs the lines of the bill. Sums do not tell the items apart."
        ]
    }
