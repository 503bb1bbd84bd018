"""The documents foreign nationals work by: those of 2011 for records of their time only."""

from datetime import date

import pytest

from enrolment.documents.rules.employment_documents import against, employment_documents, employment_table

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("code", "handled_on", "received_on", "why"),
    [
        ("foreign_work_permit", date(2026, 9, 1), TODAY, ""),
        ("foreign_journalist_card", date(2012, 9, 1), TODAY, ""),
        ("alien_employment_permit", date(2026, 9, 1), TODAY, "no_longer_issued"),
        ("alien_employment_permit", date(2017, 3, 31), date(2017, 4, 20), ""),
        ("alien_employment_permit", date(2017, 4, 1), date(2017, 4, 20), "no_longer_issued"),
        ("foreign_expert_certificate", date(2016, 5, 1), date(2021, 5, 1), ""),
        ("foreign_expert_certificate", date(2016, 5, 1), date(2021, 5, 2), "of_the_past"),
        ("foreign_expert_certificate", date(2016, 2, 29), date(2021, 3, 1), "of_the_past"),
        ("foreign_expert_certificate", None, TODAY, "of_the_past"),
        ("foreign_expert_certificate", None, None, ""),
        ("none", None, TODAY, ""),
    ],
)
def test_which_is_taken_for_which_day(code, handled_on, received_on, why):
    assert against(code, handled_on, received_on) == why


def test_what_is_issued_today_stands_first_and_all_can_be_printed():
    issued = [each.issued_until is None for each in employment_documents()]
    assert issued == sorted(issued, reverse=True) and True in issued and False in issued
    table = employment_table()
    assert len(table.rows) == len(issued) and all(len(row) == len(table.columns) for row in table.rows)
    assert employment_documents()[0].name("zh-hant") == "外國人工作許可證"
