from datetime import date

import pytest
from stdnum.cn import ric

from enrolment.documents.rules.identity_numbers import KINDS, REASONS, check, kinds_of, mask, uscc
from enrolment.documents.rules.identity_numbers.citizen_layout import check_character
from tests.budget import pieces

ON = date(2026, 11, 21)
PREFIXES = {
    "taiwan_residence_permit": "830000",
    "hk_residence_permit": "810000",
    "macao_residence_permit": "820000",
    "mainland_id": "350203",
}


def citizen(prefix, birth="19900101", sequence="001"):
    first = f"{prefix}{birth}{sequence}"
    return first + check_character(first)


def code(first_eight="91350203", organisation="MA2Y1234"):
    first = first_eight + organisation + uscc.organisation_check_character(organisation)
    return first + uscc.check_character(first)


VALID = [
    ("taiwan_residence_permit", "830000199001010012", "830000199001010012", date(1990, 1, 1), "male"),
    ("hk_residence_permit", "810000198506150020", "810000198506150020", date(1985, 6, 15), "female"),
    ("macao_residence_permit", "820000197012310036", "820000197012310036", date(1970, 12, 31), "male"),
    ("mainland_id", "350102199001010016", "350102199001010016", date(1990, 1, 1), "male"),
    ("foreign_permanent_residence", "935156199001010018", "935156199001010018", date(1990, 1, 1), None),
    ("foreign_permanent_residence", "USA110080010101", "USA110080010101", None, None),
    ("taiwan_travel_permit", "01234567", "01234567", None, None),
    ("taiwan_travel_permit", "12345678(01)", "12345678", None, None),
    ("taiwan_travel_permit", "1234567801", "12345678", None, None),
    ("taiwan_travel_permit", "0512345601(B)", "05123456", None, None),
    ("taiwan_travel_permit", "0512345601B", "05123456", None, None),
    ("taiwan_travel_permit", "０５１２３４５６０１（Ｂ）", "05123456", None, None),
    ("taiwan_travel_permit", "05123456 01 (b)", "05123456", None, None),
    ("taiwan_travel_permit", "05123456(01)(B)", "05123456", None, None),
    ("taiwan_travel_permit", "05123456【01】Ｂ", "05123456", None, None),
    ("taiwan_travel_permit", "05123456(01B)", "05123456", None, None),
    ("taiwan_travel_permit", "05123456(B)", "05123456", None, None),
    ("taiwan_travel_permit", "05123456〔1〕", "05123456", None, None),
    ("taiwan_travel_permit", "'05123456", "05123456", None, None),
    ("hk_macao_travel_permit", "h12345678 01", "H12345678", None, None),
    ("hk_macao_travel_permit", "Ｈ１２３４５６７８（０１）", "H12345678", None, None),
    ("hk_macao_travel_permit", "m1234567812", "M12345678", None, None),
    ("foreign_permanent_residence", "usa110099123101", "USA110099123101", None, None),
    ("taiwan_travel_permit", "T12345678", "T12345678", None, None),
    ("hk_macao_travel_permit", "H12345678", "H12345678", None, None),
    ("hk_macao_travel_permit", "M1234567802", "M12345678", None, None),
    ("hk_macao_travel_permit", "M12345678(02)", "M12345678", None, None),
    ("passport", "e12345678", "E12345678", None, None),
    ("uscc", "9144030071526726XG", "9144030071526726XG", None, None),
    ("uscc", "91330100799655058B", "91330100799655058B", None, None),
    ("uscc", code("N2350203"), code("N2350203"), None, None),
]


@pytest.mark.parametrize(("kind", "number", "normalised", "birth_on", "sex"), VALID)
def test_valid_numbers(kind, number, normalised, birth_on, sex):
    result = check(kind, number, on=ON)
    assert (result.valid, result.codes) == (True, ())
    assert (result.normalised, result.birth_on, result.sex) == (normalised, birth_on, sex)


@pytest.mark.parametrize(
    ("number", "issue"),
    [
        ("12345678(1)", "01"),
        ("1234567802", "02"),
        ("12345678", None),
        ("1234567812(B)", "12"),
        ("1234567802B", "02"),
        ("12345678(B)", None),
        ("12345678（０３）Ｂ", "03"),
    ],
)
def test_the_count_of_issues_is_kept_apart(number, issue):
    result = check("taiwan_travel_permit", number, on=ON)
    assert (result.normalised, result.issue) == ("12345678", issue)


X_ENDED = citizen("830000", "19900101", "005")


@pytest.mark.parametrize(
    "typed",
    [
        "８３００００１９９００１０１００１２",
        "830000 19900101 0012",
        "830000-19900101-0012",
        "830000\u200b199001010012",
        "\u202e830000199001010012\u202c",
        "\ufeff830000\u00a019900101\t0012\r\n",
        "830000\x0019900101\u20130012",
        "830000−199001010012",
    ],
)
def test_decoration_is_folded_not_refused(typed):
    result = check("taiwan_residence_permit", typed, on=ON)
    assert (result.valid, result.normalised) == (True, "830000199001010012")


def x_number():
    numbers = (citizen("830000", "19900101", f"{n:03}") for n in range(1000))
    return next(n for n in numbers if n.endswith("X"))


@pytest.mark.parametrize("last", ["x", "X", "ｘ", "Ｘ"])
def test_the_letter_x_is_folded(last):
    number = x_number()
    result = check("taiwan_residence_permit", number[:-1] + last, on=ON)
    assert (result.valid, result.normalised) == (True, number)


TRP = "taiwan_residence_permit"
REFUSED = [
    (TRP, "", ["empty"]),
    (TRP, " \u200b\u202e\x00", ["empty"]),
    (TRP, "8" * 5000, ["too_long"]),
    (TRP, "83000019900101001\ud800", ["surrogate"]),
    (TRP, "83000019900101001é", ["unsupported_character"]),
    (TRP, "٨٣٠٠٠٠199001010012", ["unsupported_character"]),
    (TRP, "830000199001010012、830000199001010013", ["several_numbers"]),
    ("passport", "E12345678/E87654321", ["several_numbers"]),
    # Six characters are a number, five are none.
    ("passport", "123456/123456", ["several_numbers"]),
    ("passport", "12345/123456", ["unsupported_character"]),
    ("taiwan_travel_permit", "12345678/1", ["unsupported_character"]),
    ("driving_licence", "12345678", ["unknown_kind"]),
    (TRP, "810000198506150020", ["other_kind", "wrong_prefix"]),
    (TRP, "12345678", ["other_kind", "wrong_length"]),
    (TRP, "12345678(01)", ["other_kind", "wrong_length"]),
    ("taiwan_travel_permit", "830000199001010012", ["other_kind", "wrong_length"]),
    ("taiwan_travel_permit", "H12345678", ["other_kind", "wrong_length"]),
    ("mainland_id", "830000199001010012", ["other_kind", "wrong_prefix"]),
    ("mainland_id", citizen("710000"), ["wrong_prefix"]),
    ("mainland_id", "350102900101001", ["wrong_length"]),
    (
        "uscc",
        "350102199001010016",
        ["other_kind", "wrong_division", "wrong_organisation_check_digit", "wrong_check_digit"],
    ),
    (TRP, "83000019900101001", ["wrong_length"]),
    (TRP, "83OOOO199001010012", ["letter_o_for_zero"]),
    (TRP, "8300001990010100l2", ["letter_for_one"]),
    (TRP, "830000I99001010012", ["letter_for_one"]),
    (TRP, "83000A199001010012", ["not_digits"]),
    (TRP, citizen("830001"), ["wrong_prefix"]),
    (TRP, citizen("830000", "19900230"), ["impossible_date"]),
    (TRP, citizen("830000", "20230229"), ["impossible_date"]),
    (TRP, citizen("830000", "00000000"), ["impossible_date"]),
    (TRP, citizen("830000", "20261122"), ["birth_in_future"]),
    (TRP, citizen("830000", "18951231"), ["birth_too_old"]),
    (TRP, "830000199001010013", ["wrong_check_digit"]),
    (TRP, "830000199002300013", ["impossible_date", "wrong_check_digit"]),
    ("foreign_permanent_residence", "12A110012345678", ["wrong_prefix"]),
    ("foreign_permanent_residence", "USA11OO12345678", ["letter_o_for_zero"]),
    ("foreign_permanent_residence", "935156199001010019", ["wrong_check_digit"]),
    ("foreign_permanent_residence", "999156198803150039", ["wrong_province"]),
    ("foreign_permanent_residence", citizen("971156", "19880315", "003"), ["wrong_province"]),
    ("foreign_permanent_residence", "USA999999999999", ["impossible_date"]),
    ("foreign_permanent_residence", "USA110088133101", ["impossible_date"]),
    ("foreign_permanent_residence", "USA110088023001", ["impossible_date"]),
    ("taiwan_travel_permit", "05123456B", ["wrong_length"]),
    ("taiwan_travel_permit", "0512345601O", ["wrong_length"]),
    ("taiwan_travel_permit", "0512345601(1)", ["wrong_length"]),
    (TRP, "NO.830000199001010012", ["words_beside"]),
    (TRP, "证件号：830000199001010012", ["words_beside"]),
    (TRP, "830000199001010012（已核）", ["words_beside"]),
    (TRP, "№:830000199001010012(换证中)", ["words_beside"]),
    ("taiwan_travel_permit", "台胞证05123456", ["words_beside"]),
    ("uscc", "350200400012345", ["old_registration_number"]),
    ("uscc", "350203MA2Y12345", ["old_registration_number"]),
    ("uscc", "MA2Y1234-5", ["organisation_code_only"]),
    ("uscc", "91350203M0001ABC19", ["wrong_check_digit"]),
    ("hk_macao_travel_permit", "A12345678", ["wrong_prefix"]),
    (TRP, "E12345678", ["wrong_length"]),
    ("hk_macao_travel_permit", "H1234567", ["wrong_length"]),
    ("hk_macao_travel_permit", "H1234567O", ["letter_o_for_zero"]),
    ("taiwan_travel_permit", "1234567", ["wrong_length"]),
    ("taiwan_travel_permit", "123456789", ["wrong_length"]),
    ("taiwan_travel_permit", "1234567O", ["letter_o_for_zero"]),
    ("taiwan_travel_permit", "A123456789", ["not_digits"]),
    ("passport", "E1234", ["wrong_length"]),
    ("passport", "ABCDEFG", ["not_digits"]),
    ("passport", "E123(45)", ["unsupported_character"]),
    ("uscc", code("91999999"), ["wrong_division"]),
    ("uscc", code("91870000"), ["wrong_division"]),
    ("uscc", "9144030071526726XH", ["wrong_check_digit"]),
    ("uscc", "91440300715267261G", ["wrong_organisation_check_digit", "wrong_check_digit"]),
    ("uscc", "914403OO71526726XG", ["letter_o_for_zero"]),
    ("uscc", "91440300S1526726XG", ["not_digits"]),
    ("uscc", "91A40300715267261G", ["not_digits"]),
    ("uscc", "9144030071526726X", ["wrong_length"]),
]


@pytest.mark.parametrize(("kind", "number", "codes"), REFUSED)
def test_refused_numbers(kind, number, codes):
    result = check(kind, number, on=ON)
    assert not result.valid
    assert sorted(result.codes) == sorted(codes)


DIFFERING = [
    ({"birth_on": date(1990, 1, 2)}, ["birth_date_differs"]),
    ({"sex": "female"}, ["sex_differs"]),
    ({"birth_on": date(1991, 1, 1), "sex": "female"}, ["birth_date_differs", "sex_differs"]),
    ({"birth_on": date(1990, 1, 1), "sex": "male"}, []),
]


@pytest.mark.parametrize(("typed", "codes"), DIFFERING)
def test_the_number_is_compared_with_what_was_typed(typed, codes):
    assert list(check(TRP, "830000199001010012", on=ON, **typed).codes) == codes


def test_a_number_that_tells_no_sex_contradicts_none():
    assert check("foreign_permanent_residence", "935156199001010018", sex="female", on=ON).valid


@pytest.mark.parametrize(
    ("number", "confirmable"),
    [
        ("91350203M0001ABC19", True),
        ("9144030071526726XH", True),
        ("91440300715267261G", True),
        ("9144030071526726XG", False),
        (code("91999999")[:17] + "0", False),
        ("91440300S1526726XG", False),
        ("350200400012345", False),
        ("9144030071526726X", False),
    ],
)
def test_only_check_characters_may_be_confirmed_from_the_licence(number, confirmable):
    assert check("uscc", number, on=ON).confirmable is confirmable


@pytest.mark.parametrize(("kind", "number"), [(TRP, "830000199001010013"), ("mainland_id", "350102199001010017")])
def test_a_persons_number_is_never_confirmed_against_its_check_digit(kind, number):
    assert not check(kind, number, on=ON).confirmable


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        ("830000199001010012", (TRP,)),
        ("810000198506150020", ("hk_residence_permit",)),
        ("935156199001010018", ("foreign_permanent_residence",)),
        ("830000199001010013", ()),
        ("91330100799655058B", ()),
        ("", ()),
        ("8" * 5000, ()),
    ],
)
def test_the_kind_a_number_is_surely_of(number, kinds):
    assert kinds_of(number, on=ON) == kinds


@pytest.mark.parametrize(("number", "why"), [("5123456", "zeros_lost"), ("512345601", "zeros_lost"), ("512345A", None)])
def test_zeros_that_were_lost_are_named(number, why):
    reason = check("taiwan_travel_permit", number, on=ON).reasons[-1]
    assert (reason.code, reason.why) == ("wrong_length", why)


def test_every_reason_is_reached_and_none_is_invented():
    reached = {code for _, _, codes in REFUSED for code in codes} | {code for _, codes in DIFFERING for code in codes}
    assert reached == set(REASONS)


def test_a_broken_character_is_not_handed_on():
    assert check(TRP, "83000019900101001\ud800", on=ON).normalised == ""


def test_without_today_a_birth_date_is_not_judged():
    assert check(TRP, citizen("830000", "20991231")).valid
    assert check(TRP, citizen("830000", "20261121"), on=ON).valid
    assert check(TRP, citizen("830000", "18960101"), on=ON).valid


@pytest.mark.parametrize(
    ("kind", "number", "code_", "position"),
    [
        (TRP, "83O000199001010012", "letter_o_for_zero", 3),
        (TRP, "83 O000199001010012", "letter_o_for_zero", 3),
        (TRP, "8300001990010l0012", "letter_for_one", 14),
        ("uscc", "9144030071S26726XG", "not_digits", 11),
        (TRP, "83000019900101001é", "unsupported_character", 18),
    ],
)
def test_a_slip_is_shown_with_its_position(kind, number, code_, position):
    reason = check(kind, number, on=ON).reasons[0]
    assert (reason.code, reason.position) == (code_, position)


@pytest.mark.parametrize(
    ("kind", "number", "other"),
    [
        (TRP, "810000198506150020", "hk_residence_permit"),
        (TRP, "820000197012310036", "macao_residence_permit"),
        (TRP, "350102199001010016", "mainland_id"),
        (TRP, "935156199001010018", "foreign_permanent_residence"),
        (TRP, "12345678", "taiwan_travel_permit"),
        (TRP, "H12345678", "hk_macao_travel_permit"),
        (TRP, "9144030071526726XG", "uscc"),
        ("hk_residence_permit", "830000199001010012", TRP),
        ("mainland_id", "USA110080010101", "foreign_permanent_residence"),
    ],
)
def test_the_other_kind_is_named(kind, number, other):
    assert [r.kind for r in check(kind, number, on=ON).reasons if r.code == "other_kind"] == [other]


@pytest.mark.parametrize("text", ["8" * 5000, "\u200b" * 5000, "ﷺ" * 5000, "1/" * 2500, "((" * 2500, "ﷺ" * 200])
@pytest.mark.parametrize("kind", KINDS)
def test_absurd_input_is_answered_fast(kind, text):
    assert pieces(lambda: check(kind, text, on=ON)) < 8
    assert not check(kind, text, on=ON).valid


@pytest.mark.parametrize(
    ("number", "shown"),
    [("830000199001010012", "····0012"), ("12345678", "····5678"), ("E123456", "····"), ("", "····")],
)
def test_mask_hides_length_and_kind(number, shown):
    assert mask(number) == shown


def test_taiwan_and_hong_kong_numbers_are_those_the_library_cannot_read():
    with pytest.raises(ric.InvalidComponent):
        ric.validate("830000199001010012")
