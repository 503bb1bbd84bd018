"""One authentication backend: rights come from appointments, for the pages and for the admin site alike."""

from django.contrib.auth.backends import ModelBackend
from django.shortcuts import render
from django.utils import timezone

from casework.staff.models.appointment import Appointment
from casework.staff.models.user import User
from casework.staff.permissions import ADMIN_VERBS, verbs_of
from casework.staff.rules.user_names import fold_user_name

# What the admin site may show and change, by model. Everything not named is closed; nothing is ever deletable.
ADMIN_RIGHTS = {
    # A table is read there by whoever may read it on the portal's own pages; see_admin only opens the door.
    "view": {
        "see_rules": {
            "place",
            "office",
            "calendaryear",
            "calendarday",
            "checklistitem",
            "papertext",
            "documentkind",
            "activationrule",
            "acceptancesetting",
            "noticetext",
        },
        "see_staff": {"user", "appointment"},
        "see_case": {"casefile"},
        "see_history": {"event", "look"},
        "see_jobs": {"jobrun", "outboxmessage"},
        "see_employer": {"employer"},
        "see_mailings": {"mailing"},
        "see_policies": {"policyversion"},
    },
    "change": {
        "manage_offices": {"office", "place"},
        "manage_staff": {"user"},
        "draft_rules": {
            "checklistitem",
            "papertext",
            "documentkind",
            "activationrule",
            "acceptancesetting",
            "noticetext",
        },
    },
}


class AppointmentBackend(ModelBackend):
    """Checks passwords like Django; gives permissions by appointment only."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        return super().authenticate(request, username=fold_user_name(username), password=password, **kwargs)

    def get_user(self, user_id):
        user = super().get_user(user_id)
        if user is not None:
            roles = Appointment.objects.in_force(timezone.localdate()).filter(user=user).values_list("role", flat=True)
            user.admin_verbs = frozenset().union(*(verbs_of(role) & ADMIN_VERBS for role in set(roles)))
        return user

    def user_can_authenticate(self, user):
        if not (isinstance(user, User) and user.is_active):
            return False
        return user.initial_password_until is None or timezone.now() < user.initial_password_until

    def has_perm(self, user_obj, perm, obj=None):
        _app, _dot, codename = perm.partition(".")
        action, _under, model = codename.partition("_")
        rights = ADMIN_RIGHTS.get({"add": "change"}.get(action, action), {})
        held = user_obj.get_admin_verbs()
        return "see_admin" in held and any(model in models and verb in held for verb, models in rights.items())

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    get_group_permissions = get_all_permissions = get_user_permissions


def user_name_of(request, credentials=None) -> str:
    """The name whose failures are counted: folded, so that letter case gives no further tries."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return fold_user_name(typed)[:60]


def locked_out(request, _response=None, _credentials=None, *_args, **_kwargs):
    """The page after too many failures of one user name from one address."""
    return render(request, "casework/locked_out.html", status=429)
