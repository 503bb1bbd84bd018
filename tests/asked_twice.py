"""A page asks the database nothing twice: which questions of one request were asked again, by text and values."""

from collections import Counter
from contextlib import contextmanager

from django.db import connection

# What is asked again on purpose.
KNOWN = {
    'FROM "axes_accessattempt"': "the library that locks names asks before and after it counts a failure",
    'FROM "enrolment_enrolment"': "a guard asks for itself, under its lock as on the page, what the bar shows",
    'FROM "casework_deadline"': "a service that refuses a day reads the clock under its lock; then the page shows it",
    'FROM "enrolment_enrolmentchange"': "a guard reads what is asked for under its lock; refused, the page shows it",
    'FROM "claims_secondreading"': "what is refused while she may reply was read under the lock; then the page shows it",
}
READING = ("SELECT", "WITH", "(SELECT")


@contextmanager
def questions():
    """Counts every question asked meanwhile; what writes, locks or marks a savepoint is none."""
    asked: Counter[str] = Counter()

    def counted(execute, sql, params, many, context):
        if sql.startswith(READING) and "FOR UPDATE" not in sql and "FOR NO KEY UPDATE" not in sql:
            asked[f"{sql} {params!r}"] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        yield asked


def asked_again(asked: Counter[str]) -> list[str]:
    """The questions that were asked more than once and have no reason to be."""
    return [text for text, times in asked.items() if times > 1 and not any(known in text for known in KNOWN)]
