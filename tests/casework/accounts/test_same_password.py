"""A new password is another one, whichever way it is set; what is wrong with it is said in the reader's language."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from casework.accounts.services.account_codes import PasswordUnchanged, set_password_by_codes
from casework.models import AccountRequest
from tests.accounts import PASSWORD

LANGUAGES = ("zh-hans", "zh-hant", "en")


@pytest.mark.parametrize("password", ["kurz", "111111111111", "password1234", "passwordpassword"])
def test_what_is_wrong_is_said_in_each_language(password):
    said = set()
    for language in LANGUAGES:
        with override(language), pytest.raises(ValidationError) as problem:
            validate_password(password)
        said.add(tuple(problem.value.messages))
        assert language == "en" or not any("assword" in each for each in problem.value.messages)
    assert len(said) == 3


@pytest.mark.django_db
def test_the_codes_set_no_password_that_was_there_before(staff):
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    user, administrator, second = staff("reviewer").user, staff("administrator"), staff("administrator", number=2)
    row = AccountRequest.objects.create(
        kind="reset_password",
        user=user,
        reason="x",
        asked_by=administrator.user,
        decided_by=second.user,
        decided_at=timezone.now(),
        outcome="done",
        first_code=make_password("AAAAA22222"),
        second_code=make_password("BBBBB33333"),
        codes_until=timezone.now() + timedelta(hours=1),
    )
    halves = ("AAAAA-22222", "BBBBB-33333")
    with pytest.raises(PasswordUnchanged):
        set_password_by_codes(user.username, halves, PASSWORD, address="10.0.0.1")
    row.refresh_from_db()
    assert row.codes_used_at is None, "the codes stay good"
    assert set_password_by_codes(user.username, halves, "another long password", address="10.0.0.1") == user
