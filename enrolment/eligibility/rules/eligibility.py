"""Whether a Taiwan compatriot may join, in which scheme, and by which rules. Rules that disagree are never hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.rulebook.rules.rule_records import covers_place

PATHS = ("employed", "non_working", "student")
SCHEMES = ("uebmi", "urrbmi")
JOININGS = ("mandatory", "voluntary")

MAY_JOIN = "may_join"
SECOND_REVIEWER = "both_rules_second_reviewer"
NOT_ELIGIBLE = "not_eligible"
VALUE_MISSING = "value_missing"
RESULTS = (MAY_JOIN, SECOND_REVIEWER, NOT_ELIGIBLE, VALUE_MISSING)

ACCEPTS = "accepts"
VERDICTS = (ACCEPTS, "document_not_accepted", "residence_too_short", "residence_not_recorded")

FOLLOW_NOTICE = "provincial_notice"
ASK_REVIEWER = "second_reviewer"
PERMIT_ONLY = "residence_permit_only"
ACCEPTANCES = (FOLLOW_NOTICE, ASK_REVIEWER, PERMIT_ONLY)


@dataclass(frozen=True, kw_only=True)
class EligibilityRule:
    """One dated rule of one place for one path. `accepts` empty: it asks no certain document."""

    id: str
    place: str
    path: str
    accepts: tuple[str, ...]
    scheme: str
    joining: str
    from_: date
    until: date | None
    residence_months: int | None
    source: str
    status: str
    zh_hans: str
    zh_hant: str
    en: str

    def in_force(self, on: date) -> bool:
        return self.from_ <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class CountyAcceptance:
    """What a county does where the rules disagree about the document: one of ACCEPTANCES, dated, end included."""

    place: str
    acceptance: str
    starts_on: date
    ends_on: date | None = None

    def in_force(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True)
class Facts:
    """The path applied for, the kinds of valid documents held, and months lived in the place (None: not recorded)."""

    path: str
    documents: frozenset[str]
    residence_months: int | None = None


@dataclass(frozen=True)
class Applied:
    """One rule and what it says about the facts."""

    rule: EligibilityRule
    verdict: str

    @property
    def source(self) -> str:
        return self.rule.source

    @property
    def status(self) -> str:
        return self.rule.status


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The answer with every rule that was applied. `documents_asked`: any one of them would satisfy every rule."""

    result: str
    scheme: str | None
    joining: str | None
    applied: tuple[Applied, ...]
    reasons: tuple[str, ...]
    documents_asked: tuple[str, ...] = ()


def decide(
    facts: Facts,
    rules: Iterable[EligibilityRule],
    on: date,
    place: str,
    overrides: tuple[CountyAcceptance, ...] = (),
) -> Outcome:
    """Applies every rule in force in the place on the day.

    All accept: may join. All refuse: not eligible, with reasons. They disagree: a second reviewer, unless only the
    document is in question and the nearest county setting in force says otherwise. No rule: value missing.
    """
    fitting = [r for r in rules if r.path == facts.path and covers_place(r.place, place) and r.in_force(on)]
    applied = tuple(Applied(rule, _verdict(rule, facts)) for rule in sorted(fitting, key=lambda r: (r.place, r.from_)))
    if not applied:
        return Outcome(result=VALUE_MISSING, scheme=None, joining=None, applied=(), reasons=("no_rule_in_force",))
    result, reasons = _result(applied, facts, _acceptance(overrides, on, place))
    # Rules of one place and day that name different schemes would leave none to be told.
    schemes, joinings = ({getattr(a.rule, name) for a in applied} for name in ("scheme", "joining"))
    if len(schemes) > 1 and result == MAY_JOIN:
        result, reasons = SECOND_REVIEWER, ("rules_disagree",)
    return Outcome(
        result=result,
        scheme=schemes.pop() if len(schemes) == 1 else None,
        joining=joinings.pop() if len(joinings) == 1 else None,
        applied=applied,
        reasons=reasons,
        documents_asked=_documents_asked(applied),
    )


def _verdict(rule: EligibilityRule, facts: Facts) -> str:
    if rule.accepts and facts.documents.isdisjoint(rule.accepts):
        return "document_not_accepted"
    if rule.residence_months is None:
        return ACCEPTS
    if facts.residence_months is None:
        return "residence_not_recorded"
    return ACCEPTS if facts.residence_months >= rule.residence_months else "residence_too_short"


def _result(applied: tuple[Applied, ...], facts: Facts, acceptance: str) -> tuple[str, tuple[str, ...]]:
    against = tuple(dict.fromkeys(a.verdict for a in applied if a.verdict != ACCEPTS))
    if not facts.documents:
        return NOT_ELIGIBLE, ("no_document", *(reason for reason in against if reason != "document_not_accepted"))
    if not against:
        return MAY_JOIN, ("every_rule_accepts",)
    if all(a.verdict != ACCEPTS for a in applied):
        # Not knowing is no ground to refuse: someone has to look.
        unknown = "residence_not_recorded" in against
        return (SECOND_REVIEWER if unknown else NOT_ELIGIBLE), against
    if against == ("document_not_accepted",) and acceptance == FOLLOW_NOTICE:
        return MAY_JOIN, ("county_follows_provincial_notice",)
    if against == ("document_not_accepted",) and acceptance == PERMIT_ONLY:
        return NOT_ELIGIBLE, ("county_asks_residence_permit",)
    return SECOND_REVIEWER, ("rules_disagree", *against)


def _acceptance(overrides: tuple[CountyAcceptance, ...], on: date, place: str) -> str:
    fitting = [o for o in overrides if covers_place(o.place, place) and o.in_force(on)]
    nearest = max(fitting, key=lambda o: (len(o.place), o.starts_on), default=None)
    return nearest.acceptance if nearest else ASK_REVIEWER


def _documents_asked(applied: tuple[Applied, ...]) -> tuple[str, ...]:
    accepted = [a.rule.accepts for a in applied if a.rule.accepts]
    if not accepted:
        return ()
    return tuple(kind for kind in accepted[0] if all(kind in kinds for kinds in accepted))
