"""Eligibility with the rules in force and the settings of the place, as data that can be stored and explained later."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.models import Place
from enrolment.eligibility.models import AcceptanceSetting
from enrolment.eligibility.rules.eligibility import CountyAcceptance, Facts, decide
from enrolment.eligibility.rules.eligibility_file import load_eligibility, load_reasons

SCHEMA = 1
RESULT_WORDS = {
    "may_join": _("May join."),
    "both_rules_second_reviewer": _("Two rules disagree. The case goes on, with a second reviewer."),
    "not_eligible": _("The rules of this place exclude it."),
    "value_missing": _("No rule is recorded for this date."),
}


def county_settings(path: str, on: date) -> tuple[CountyAcceptance, ...]:
    """Every published setting for a path in force on a day. One query."""
    rows = AcceptanceSetting.objects.filter(path=path, starts_on__lte=on, published_at__isnull=False)
    return tuple(
        CountyAcceptance(row.place.prefix, row.acceptance, row.starts_on) for row in rows.select_related("place")
    )


def eligibility_for(path: str, document_kind: str, place: Place, on: date) -> dict:
    """The outcome as plain data: result, scheme, reasons, every rule with its verdict, and the facts used. One query."""
    facts = Facts(path=path, documents=frozenset({document_kind}))
    outcome = decide(facts, load_eligibility(), on, place.prefix, county_settings(path, on))
    return {
        "schema": SCHEMA,
        "result": outcome.result,
        "scheme": outcome.scheme or "",
        "joining": outcome.joining or "",
        "reasons": list(outcome.reasons),
        "documents_asked": list(outcome.documents_asked),
        "facts": {"path": path, "place": place.code, "on": on.isoformat()},
        "applied": [
            {
                "rule": applied.rule.id,
                "verdict": applied.verdict,
                "source": applied.source,
                "status": applied.status,
                "place": applied.rule.place,
                "text": {"zh-hans": applied.rule.zh_hans, "zh-hant": applied.rule.zh_hant, "en": applied.rule.en},
            }
            for applied in outcome.applied
        ],
    }


def reason_text(code: str, language: str) -> str:
    """The words for a reason or verdict code in a language; the code itself when it has none."""
    words = load_reasons().get(code, {})
    return words.get(language.replace("-", "_"), code)


def explained(eligibility: dict, language: str) -> dict:
    """The stored outcome with words in the reader's language: rules, verdicts, sources."""
    if not eligibility:
        return {}
    return {
        "result": RESULT_WORDS[eligibility["result"]],
        "code": eligibility["result"],
        "reasons": [reason_text(code, language) for code in eligibility["reasons"]],
        "facts": eligibility["facts"],
        "applied": [
            applied | {"words": applied["text"][language], "verdict_words": reason_text(applied["verdict"], language)}
            for applied in eligibility["applied"]
        ],
    }
