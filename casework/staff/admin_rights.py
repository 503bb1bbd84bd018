"""What the admin site may show and change, by model, as each app says for its own. Everything not named is closed; nothing
is ever deletable."""

from collections.abc import Iterable, Mapping

# Opens the door; and publishes what is kept as dated versions.
SEE_ADMIN, PUBLISH_RULES = "see_admin", "publish_rules"
# action → verb → models as "app.model". A table is read there by whoever may read it on the portal's own pages.
_rights: dict[str, dict[str, set[str]]] = {
    "view": {
        "see_rules": {
            "casework.place",
            "casework.office",
            "casework.calendaryear",
            "casework.calendarday",
            "casework.checklistitem",
            "casework.papertext",
            "casework.noticetext",
            "casework.returncause",
            "casework.rulevalue",
            "casework.tableentry",
        },
        "see_mailings": {"casework.mailing"},
        "see_staff": {"casework.user", "casework.appointment"},
        "see_case": {"casework.casefile"},
        "see_history": {"casework.event", "casework.look"},
        "see_jobs": {"casework.jobrun"},
    },
    "change": {
        "manage_offices": {"casework.office", "casework.place"},
        "manage_staff": {"casework.user"},
        "draft_rules": {
            "casework.checklistitem",
            "casework.papertext",
            "casework.noticetext",
            "casework.returncause",
            "casework.rulevalue",
            "casework.tableentry",
        },
    },
}


def register_admin_rights(
    *, view: Mapping[str, Iterable[str]] | None = None, change: Mapping[str, Iterable[str]] | None = None
) -> None:
    """Open further models to whoever has a verb: `view={"see_employer": ["enrolment.employer"]}`."""
    for action, rights in (("view", view), ("change", change)):
        for verb, models in (rights or {}).items():
            _rights[action].setdefault(verb, set()).update(models)


def models_by_verb(action: str) -> Mapping[str, frozenset[str]]:
    """verb → models it opens for an action: view or change."""
    return {verb: frozenset(models) for verb, models in _rights[action].items()}


def admin_verbs() -> frozenset[str]:
    """Every verb that counts in the admin site."""
    return frozenset({SEE_ADMIN, PUBLISH_RULES, *_rights["view"], *_rights["change"]})


def opens(action: str, model: str, held: frozenset[str]) -> bool:
    """Whether verbs held by an officer open an action on a model; adding is changing."""
    rights = _rights.get({"add": "change"}.get(action, action), {})
    return SEE_ADMIN in held and any(model in models and verb in held for verb, models in rights.items())
