"""The data file of purposes: whole, in three languages, refused by name where it is not; what a consent said holds for."""

from datetime import date

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from casework.publication.services.publication_kinds import text_codes
from casework.rulebook.rules.rule_files import RuleFileError
from enrolment.consent.rules.purposes import CONSENT, FACE, FILE, LAW, SAYS, THIRD_PARTY, purposes

ON = date(2026, 6, 10)
DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2040, 1, 1))


def test_what_rests_on_law_is_never_asked_and_what_rests_on_consent_is_shown_by_a_text():
    known = purposes(ON).values()
    assert {one.basis for one in known} == {LAW, CONSENT}
    for one in known:
        assert (one.basis == CONSENT) == bool(one.text) == bool(one.without), one.code
        assert not one.text or one.text in text_codes()


def test_the_insurance_itself_rests_on_law():
    """A consent closes only what hangs on it: the enrolment never does."""
    assert {code for code, one in purposes(ON).items() if one.basis == LAW} >= {"enrolment", "contributions"}


def test_what_needs_a_separate_consent_says_so():
    known = purposes(ON)
    assert known[FACE].sensitive and known[THIRD_PARTY].names
    assert [code for code, one in known.items() if one.names] == [THIRD_PARTY]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_purpose_is_said_in_every_language(language):
    known = purposes(ON).values()
    assert len({one.name[language] for one in known}) == len(known)
    assert all(one.holds[language] for one in known)


def test_before_the_law_there_was_no_purpose():
    assert purposes(date(2021, 10, 31)) == {}


@given(said_on=DAYS, says=st.sampled_from(SAYS))
def test_only_what_was_given_to_the_purpose_of_today_stands(said_on, says):
    purpose = purposes(ON)[FACE]
    stands, anew = purpose.stands(says, said_on), purpose.asked_anew(says, said_on)
    assert stands == (says == "given" and said_on >= purpose.starts_on)
    assert (stands or anew) == (says == "given") and not (stands and anew)


def test_a_purpose_described_anew_is_asked_anew(tmp_path):
    text = FILE.read_text("utf-8")
    entry = next(part for part in text.split("[[purpose]]") if 'code = "face"' in part)
    later = tmp_path / "purposes.toml"
    later.write_text(text + "\n[[purpose]]" + entry.replace("from = 2021-11-01", "from = 2026-06-01"), "utf-8")
    before, after = purposes(date(2026, 5, 31), later)[FACE], purposes(ON, later)[FACE]
    assert before.stands("given", date(2026, 1, 1)) and not after.stands("given", date(2026, 1, 1))
    assert after.asked_anew("given", date(2026, 1, 1)) and after.stands("given", date(2026, 6, 1))
    assert list(purposes(ON, later)) == list(purposes(ON))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('basis = "law"', 'basis = "mood"', "mood"),
        ('basis = "consent"\ntext', 'basis = "law"\ntext', "text"),
        ('text = "consent_face"\n', "", "text"),
        ('en = "Contributions, benefits, transfers between areas"', 'en = ""', "contributions"),
        ('code = "contributions"', 'code = "enrolment"', "enrolment"),
        ('status = "stated"', 'status = "heard"', "heard"),
        ("sensitive = true", "sensitiv = true", "sensitiv"),
        ("without_en = ", "without_english = ", "without_english"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_by_name(tmp_path, old, new, named):
    text = FILE.read_text("utf-8")
    assert old in text
    broken = tmp_path / "purposes.toml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleFileError) as error:
        purposes(ON, broken)
    assert named in str(error.value)
