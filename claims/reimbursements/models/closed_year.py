"""Years of a fund that two people closed: the accumulators as they stood, and what may move a year after that."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.tables.models.bases import append_only

# Whoever posts to a year holds this shared; whoever closes it holds it alone.
LOCK = "hashtext('claims year')"


class ClosedYear(models.Model):
    """A year of a scheme in a pooling area that is closed: what is posted to it afterwards is late, and says so."""

    RETENTION = "case_30_years"

    case = models.OneToOneField("casework.CaseFile", models.PROTECT, related_name="closed_year")
    place = models.ForeignKey("casework.Place", models.PROTECT, related_name="+", verbose_name=_("pooling area"))
    scheme = models.CharField(_("scheme"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    closed_on = models.DateField(_("closed on"))

    class Meta:
        verbose_name = _("closed year of claims")
        verbose_name_plural = _("closed years of claims")
        ordering = ["-year", "place", "scheme"]
        constraints = [models.UniqueConstraint(fields=["place", "scheme", "year"], name="claims_year_closed_once")]
        triggers = [
            append_only(),
            pgtrigger.Trigger(
                name="waits_for_postings",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=pgtrigger.Func(f"PERFORM pg_advisory_xact_lock({LOCK}, NEW.year); RETURN NEW;"),
            ),
        ]

    def __str__(self):
        return f"{self.place_id} {self.scheme} {self.year}"


class FrozenYear(models.Model):
    """A person's year as it stood when it was closed. The year itself goes on by late claims; this never does."""

    RETENTION = "case_30_years"

    closing = models.ForeignKey(ClosedYear, models.PROTECT, related_name="frozen")
    year = models.OneToOneField("claims.PersonYear", models.PROTECT, related_name="frozen")
    accumulators = models.JSONField()
    posted = models.PositiveIntegerField(_("settlements posted"))

    class Meta:
        verbose_name = _("year of a person as it was closed")
        verbose_name_plural = _("years of people as they were closed")
        triggers = [append_only()]

    def __str__(self):
        return str(self.year_id)


class YearReward(models.Model):
    """That somebody's year passed without a payment of the fund, as a sourced rule rewards it: what it adds to her cap."""

    RETENTION = "case_30_years"

    closing = models.ForeignKey(ClosedYear, models.PROTECT, related_name="rewards")
    person = models.ForeignKey("enrolment.Person", models.PROTECT, related_name="year_rewards")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("reward of a year without claims")
        verbose_name_plural = _("rewards of years without claims")
        constraints = [
            models.UniqueConstraint(fields=["closing", "person"], name="year_reward_once"),
            models.CheckConstraint(name="year_reward_above_zero", condition=models.Q(amount__gt=0)),
        ]
        triggers = [append_only()]

    def __str__(self):
        return f"{self.closing_id} {self.person_id}"


def late_of_a_closed_year() -> pgtrigger.Trigger:
    """What is posted to a year that is closed is marked late; of the counter only what a reviewer decided to settle as a late
    claim. Rows that institutions settled come in their months, and are marked alone."""
    return pgtrigger.Trigger(
        name="late_of_a_closed_year",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        declare=[
            ("the_year", "integer"),
            ("the_scheme", "text"),
            ("the_place", "text"),
            ("the_claim", "uuid"),
            ("held", "text"),
        ],
        func=pgtrigger.Func(
            "NEW.late := FALSE;"
            " SELECT y.year INTO the_year FROM claims_personyear y WHERE y.id = NEW.year_id;"
            # Said as a value, which costs no statement of its own: a month posts a million rows.
            f" held := pg_advisory_xact_lock_shared({LOCK}, the_year);"
            " IF NOT EXISTS (SELECT 1 FROM claims_closedyear k WHERE k.year = the_year) THEN RETURN NEW; END IF;"
            " IF NEW.settlement_id IS NOT NULL THEN SELECT c.scheme, c.place_id, c.case_id INTO the_scheme, the_place, the_claim"
            " FROM claims_claimsettlement s JOIN claims_reimbursement c ON c.case_id = s.claim_id WHERE s.id = NEW.settlement_id;"
            " ELSE SELECT r.scheme, r.place INTO the_scheme, the_place FROM claims_careresult r WHERE r.id = NEW.result_id;"
            " END IF;"
            " NEW.late := EXISTS (SELECT 1 FROM claims_closedyear k WHERE k.year = the_year AND k.scheme = the_scheme"
            " AND k.place_id IN (the_place, left(the_place, 4) || '00'));"
            " IF NEW.late AND the_claim IS NOT NULL AND NOT EXISTS (SELECT 1 FROM claims_claimreview v,"
            " jsonb_array_elements(v.rulings) u WHERE v.claim_id = the_claim AND u->>'key' LIKE 'year_closed|%'"
            " AND u->>'ruling' = 'pay') THEN RAISE EXCEPTION 'the year is closed' USING ERRCODE = '23514'; END IF;"
            " RETURN NEW;"
        ),
    )


def opened_behind_a_closing() -> pgtrigger.Trigger:
    """Whoever opens somebody's year waits first for a closing of it and of the year before, which opens this one:
    else the one would wait for the row of the other, and the other for the lock of the one. Locks of years are taken in the
    order of the calendar."""
    return pgtrigger.Trigger(
        name="opened_behind_a_closing",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"PERFORM pg_advisory_xact_lock_shared({LOCK}, NEW.year - 1);"
            f" PERFORM pg_advisory_xact_lock_shared({LOCK}, NEW.year); RETURN NEW;"
        ),
    )


def frozen_once_closed() -> pgtrigger.Trigger:
    """The accumulators of a closed year move with a posting, which is marked late, and with a reversal or a correction of what
    was posted to it; nothing else moves them."""
    return pgtrigger.Trigger(
        name="frozen_once_closed",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            # What every posting passes is asked by itself: the tables behind it cost a statement with five parts.
            "IF OLD.accumulators IS NOT DISTINCT FROM NEW.accumulators OR NEW.posted > OLD.posted THEN RETURN NEW; END IF;"
            " IF EXISTS (SELECT 1 FROM claims_frozenyear f WHERE f.year_id = OLD.id)"
            " AND NOT EXISTS (SELECT 1 FROM claims_reversal v JOIN claims_claimsettlement s ON s.claim_id = v.claim_id"
            " JOIN claims_yearposting p ON p.settlement_id = s.id JOIN claims_personyear y ON y.id = p.year_id"
            " WHERE y.person_id = OLD.person_id AND v.state = 'proposed')"
            " AND NOT EXISTS (SELECT 1 FROM claims_valuerecallunit u JOIN claims_valuerecall w ON w.case_id = u.recall_id"
            " JOIN claims_claimsettlement s ON s.claim_id = u.claim_id JOIN claims_yearposting p ON p.settlement_id = s.id"
            " JOIN claims_personyear y ON y.id = p.year_id"
            " WHERE y.person_id = OLD.person_id AND u.state = 'waiting' AND w.state = 'decided')"
            " AND NOT EXISTS (SELECT 1 FROM claims_careresult r JOIN claims_yearposting p ON p.result_id = r.original_id"
            " WHERE p.year_id = OLD.id)"
            " THEN RAISE EXCEPTION 'the year is closed' USING ERRCODE = '23514'; END IF; RETURN NEW;"
        ),
    )
