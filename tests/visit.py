"""One visit to the counter over HTTP, as a clerk's browser without JavaScript sends it."""

import re
import uuid
from datetime import date

from tests.builders import residence_permit
from tests.installation import Answer, Browser


def sheet(number: str, today: date) -> dict[str, str]:
    return {
        "kind": "taiwan_residence_permit",
        "number": number,
        "name": "陳小明",
        "language": "zh-hant",
        "path": "non_working",
        "received_on": today.isoformat(),
    }


def permit(number: int) -> str:
    """A number nobody else of the test has."""
    return residence_permit(date(1950 + number // 900 % 50, 1 + number // 500 % 12, 1), 100 + number % 900)


def envelope(answer: Answer) -> dict[str, str]:
    """The hidden fields of a form: the version seen, and an id for the press."""
    return {"seen": re.search(r'name="seen" value="([0-9]+)"', answer.page).group(1), "op": str(uuid.uuid4())}


def open_draft(browser: Browser) -> str:
    """The address of a new draft's case, ending in a slash."""
    answer = browser.post("/applications/open/", {})
    assert answer.status == 302, answer.status
    return re.search(r"/cases/[0-9a-f-]{36}/", answer.location).group()


def take_in(browser: Browser, number: str) -> tuple[str, list[Answer]]:
    """Home, draft, saved as typed, checked, sent, receipt. The case's address and every answer on the way."""
    answers = [browser.get("/")]
    case = open_draft(browser)
    fields = sheet(number, date.today())
    answers.append(browser.get(f"{case}intake/"))
    answers.append(browser.post(f"{case}intake/draft/", fields))
    answers.append(browser.post(f"{case}intake/", fields | envelope(answers[1]) | {"action": "check_answers"}))
    answers.append(browser.get(f"{case}answers/"))
    answers.append(browser.post(f"{case}answers/", envelope(answers[-1])))
    answers.append(browser.get(f"{case}submitted/"))
    answers.append(browser.get("/work-list/"))
    return case, answers
