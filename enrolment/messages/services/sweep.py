"""The sweep of what people are told: written once, gathered into one message for each addressee, handed over by the mailings."""

from datetime import date, timedelta

from django.db import connection, transaction

from casework.clocks.services.job_days import last_done, run_day
from casework.mailings.services.on_paper import refresh
from enrolment.messages.services.owed import write_at_once, write_of_day
from enrolment.messages.words import CODE, STAGE
from enrolment.rechecks.services.asking import put_checks

# Of every day once; answers as often as it runs.
DAILY, ANSWERS = "write_messages", "write_answers"
OVERLAP = 3
# With no finished run in the ledger nobody is told of what was answered long ago.
FIRST_LOOK = 3

# Whoever has a message of the same office waiting already reads what is new in that one: an office speaks of its own cases.
GATHER = """
    INSERT INTO casework_mailing (id, addressee_kind, addressee_key, office_id, clock, stage, for_date, state, created_at,
                                  attempts, next_try_at, channel, message_id, recipients, content, last_error, served_how,
                                  served_to)
    SELECT gen_random_uuid(), kind, key, new.office_id, %(code)s, %(stage)s, %(today)s, 'waiting', now(), 0, now(),
           'email', '', 0, ''::bytea, '', '', ''
    FROM (
        SELECT CASE WHEN told_to_id IS NULL THEN 'person' ELSE 'representative' END AS kind,
               COALESCE(told_to_id, person_id)::text AS key, office_id
        FROM enrolment_personmessage WHERE mailing_id IS NULL AND skipped = ''
    ) new
    WHERE NOT EXISTS (SELECT FROM casework_mailing m WHERE m.addressee_kind = kind AND m.addressee_key = key
                      AND m.office_id = new.office_id AND m.clock = %(code)s AND m.state = 'waiting')
    GROUP BY kind, key, new.office_id
    ON CONFLICT DO NOTHING
"""
# Held while it is filled: one that is being handed over this moment takes nothing more.
FILL = """
    WITH held AS (
        SELECT m.id, m.addressee_kind, m.addressee_key, m.office_id FROM casework_mailing m
        WHERE m.clock = %(code)s AND m.state = 'waiting' AND m.addressee_key IN (
            SELECT COALESCE(told_to_id, person_id)::text FROM enrolment_personmessage WHERE mailing_id IS NULL AND skipped = ''
        ) FOR UPDATE
    )
    UPDATE enrolment_personmessage p SET mailing_id = held.id FROM held
    WHERE p.mailing_id IS NULL AND p.skipped = '' AND held.office_id = p.office_id
      AND held.addressee_key = COALESCE(p.told_to_id, p.person_id)::text
      AND held.addressee_kind = CASE WHEN p.told_to_id IS NULL THEN 'person' ELSE 'representative' END
"""


def write_messages(today: date) -> dict[str, int]:
    """Everything people are to be told by today, gathered. Counts by stage, empty when nothing was new or another process is
    at it. Days on which nothing ran are made up for."""
    counts: dict[str, int] = {}

    def of_day() -> dict[str, int]:
        return _added(counts, {"residence_asked": put_checks(today)} | write_of_day(today))

    def answers() -> dict[str, int]:
        return _added(counts, write_at_once(_first_day(today), today))

    if run_day(DAILY, today, of_day) is not None:
        # Each letter in a transaction of its own: one that a colleague holds keeps nobody's day from being written.
        _added(counts, {"overtaken": refresh(today)})
    run_day(ANSWERS, today, answers, again=True)
    gather(today)
    return {stage: number for stage, number in counts.items() if number}


def _added(counts: dict[str, int], more: dict[str, int]) -> dict[str, int]:
    counts.update(more)
    return {stage: number for stage, number in more.items() if number}


def _first_day(today: date) -> date:
    last = last_done(ANSWERS, today)
    return last - timedelta(days=OVERLAP) if last else today - timedelta(days=FIRST_LOOK)


@transaction.atomic
def gather(today: date) -> int:
    """Put what is in no message yet into one for each addressee and office. Two statements. Returns the number of rows."""
    with connection.cursor() as cursor:
        cursor.execute(GATHER, {"code": CODE, "stage": STAGE, "today": today})
        cursor.execute(FILL, {"code": CODE})
        return cursor.rowcount
