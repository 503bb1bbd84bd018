"""The yearly statement of a personal account as a paper, in Chinese beside the client's language."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.models import IssuedPaper
from casework.money.table import purpose_words
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import frozen, head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from enrolment.personal_accounts.queries.account import AccountYear, account_year
from enrolment.personal_accounts.words import rule_words
from enrolment.persons.models.person import Person
from enrolment.receipts.services.on_person import case_to_issue_on, holder

ACCOUNT_STATEMENT = PaperKind("account_statement", _("Yearly statement of the personal account"), "1")
register_paper(ACCOUNT_STATEMENT)


def issue_account_statement(person: Person, year: int, *, by: Officer, on: date) -> IssuedPaper:
    """Issue the statement of a year on the newest case of the person that the officer may see. Raises Blocked without such a case,
    PermissionDenied."""
    by.must("issue_paper")
    case = case_to_issue_on(person, by)
    shown = account_year(person, year, on)
    languages = languages_for(case.client_language)
    facts = head(case, by, on) | holder(person) | statement_facts(shown, on) | {"texts": texts_for(languages, (), on)}
    return issue_paper(case, ACCOUNT_STATEMENT.kind, facts, languages=languages, by=by, on=on, op=None)


def statement_facts(shown: AccountYear, on: date) -> dict:
    """The figures as text, exact to the fen; what was booked in the order of the books; where the credits come from."""
    return {
        "about": f"{shown.year}",
        "year": shown.year,
        "until": min(date(shown.year, 12, 31), on),
        "has_one": shown.has_one,
        "opening": f"{shown.opening:.2f}",
        "credited": f"{shown.credited:.2f}",
        "used": f"{shown.used:.2f}",
        "closing": f"{shown.closing:.2f}",
        "movements": [
            {
                "day": row.transfer.booked_on,
                "what": frozen(purpose_words(row.transfer.purpose)),
                "credited": f"{row.credited:.2f}" if row.credited else "",
                "used": f"{row.used:.2f}" if row.used else "",
                "after": f"{row.after:.2f}",
            }
            for row in shown.movements
        ],
        "rule": frozen(rule_words(shown.sources)),
    }
