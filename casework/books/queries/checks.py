"""Whether everything the ledger says agrees: what no constraint can see, counted; all zero in a sound ledger."""

from django.apps import apps
from django.db import connection
from django.db.models import F

from casework.money.models.payments import BatchItem
from casework.money.queries import disagreements
from casework.money.table import checks_of_rooms

_COUNTS = {
    # Out of nothing comes nothing: all balances of an area sum to zero but for what moves between areas.
    "transfer_between_two_areas": """
        SELECT count(*) FROM casework_ledgertransfer t
        JOIN casework_ledgeraccount s ON s.id = t.source_id JOIN casework_ledgeraccount g ON g.id = t.target_id
        WHERE s.place_id <> g.place_id""",
    # A payable account holds what is owed and not paid, no more and no less.
    "payable_account_holds_otherwise": """
        SELECT count(*) FROM casework_ledgeraccount a
        WHERE a.kind = 'payable' AND
          (SELECT COALESCE(sum(t.amount), 0) FROM casework_ledgertransfer t WHERE t.target_id = a.id)
          - (SELECT COALESCE(sum(t.amount), 0) FROM casework_ledgertransfer t WHERE t.source_id = a.id)
          <> (SELECT COALESCE(sum(p.amount), 0) FROM casework_payable p
              WHERE p.account_id = a.id AND p.state IN ('open', 'held', 'in_batch', 'sent'))""",
    # The same of each case by itself.
    "case_holds_otherwise": """
        SELECT count(*) FROM (
          SELECT c.case_id, sum(c.amount) AS held FROM (
            SELECT t.case_id, t.amount FROM casework_ledgertransfer t
              JOIN casework_ledgeraccount a ON a.id = t.target_id AND a.kind = 'payable' WHERE t.case_id IS NOT NULL
            UNION ALL
            SELECT t.case_id, -t.amount FROM casework_ledgertransfer t
              JOIN casework_ledgeraccount a ON a.id = t.source_id AND a.kind = 'payable' WHERE t.case_id IS NOT NULL
            UNION ALL
            SELECT p.case_id, -p.amount FROM casework_payable p
              WHERE p.case_id IS NOT NULL AND p.state IN ('open', 'held', 'in_batch', 'sent')
          ) c GROUP BY c.case_id) b WHERE b.held <> 0""",
    # What made a payable is its amount; of one that was cancelled everything is reversed.
    "payable_booked_otherwise": r"""
        SELECT count(*) FROM casework_payable p
        WHERE p.amount <> (SELECT COALESCE(sum(t.amount), 0) FROM casework_ledgertransfer t
          WHERE t.key = p.key OR t.key LIKE replace(replace(p.key, '\', '\\'), '_', '\_') || ' part %')""",
    "cancelled_and_not_reversed": r"""
        SELECT count(*) FROM casework_payable p JOIN casework_ledgertransfer t
          ON t.key = p.key OR t.key LIKE replace(replace(p.key, '\', '\\'), '_', '\_') || ' part %'
        WHERE p.state = 'cancelled'
          AND NOT EXISTS (SELECT 1 FROM casework_ledgertransfer r WHERE r.reverses_id = t.id)""",
    "batch_total_otherwise": """
        SELECT count(*) FROM casework_paymentbatch b WHERE b.total IS NOT NULL
          AND b.total <> (SELECT sum(i.amount) FROM casework_batchitem i WHERE i.batch_id = b.id)""",
    "account_of_recovered_not_empty": """
        SELECT count(*) FROM casework_ledgeraccount a
        WHERE a.kind = 'recovered' AND
          (SELECT COALESCE(sum(t.amount), 0) FROM casework_ledgertransfer t WHERE t.target_id = a.id)
          <> (SELECT COALESCE(sum(t.amount), 0) FROM casework_ledgertransfer t WHERE t.source_id = a.id)""",
}


def checked() -> dict[str, int]:
    """Name of each fact → how many rows break it. Some twenty queries."""
    found = dict(disagreements())
    with connection.cursor() as cursor:
        for name, sql in _COUNTS.items():
            cursor.execute(sql)
            found[name] = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM unnest(%s::text[]) n WHERE NOT EXISTS (SELECT 1 FROM pg_trigger g"
            " WHERE g.tgrelid = to_regclass(n) AND g.tgname LIKE 'pgtrigger_append_only%%' AND g.tgenabled IN ('O', 'A'))",
            [_never_changed()],
        )
        found["table_that_could_be_changed"] = cursor.fetchone()[0]
    found["paid_another_day_than_answered"] = _days_differ()
    for check in checks_of_rooms():
        found |= check()
    return found


def _never_changed() -> list[str]:
    """Tables whose rows are never changed: their triggers must be there, and on."""
    return [
        model._meta.db_table
        for model in apps.get_models()
        if any(trigger.name == "append_only" for trigger in getattr(model._meta, "triggers", ()))
    ]


def _days_differ() -> int:
    return BatchItem.objects.filter(answer="paid").exclude(answered_on=F("payable__paid_on")).count()
