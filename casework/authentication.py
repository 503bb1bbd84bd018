"""One authentication backend: rights come from appointments, for the pages and for the admin site alike."""

from functools import partial

from django.contrib.auth.backends import ModelBackend
from django.shortcuts import render
from django.utils import timezone

from casework.staff.admin_rights import admin_verbs, opens
from casework.staff.models.appointment import Appointment
from casework.staff.models.user import User
from casework.staff.permissions import verbs_of
from casework.staff.rules.user_names import fold_user_name
from casework.tables.queries.composed import Composed

# Asked by every page.
ACCOUNT = Composed(lambda key: User.objects.filter(pk=key))


def admin_verbs_of(user: User) -> frozenset[str]:
    """The verbs of all her appointments of today that concern the admin site. One query."""
    roles = Appointment.objects.in_force(timezone.localdate()).filter(user=user).values_list("role", flat=True)
    return frozenset().union(*(verbs_of(role) & admin_verbs() for role in set(roles)))


class AppointmentBackend(ModelBackend):
    """Checks passwords like Django; gives permissions by appointment only."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        return super().authenticate(request, username=fold_user_name(username), password=password, **kwargs)

    def get_user(self, user_id):
        user = ACCOUNT.first(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.admin_verbs = partial(admin_verbs_of, user)
        return user

    def user_can_authenticate(self, user):
        if not (isinstance(user, User) and user.is_active):
            return False
        return user.initial_password_until is None or timezone.now() < user.initial_password_until

    def has_perm(self, user_obj, perm, obj=None):
        app, _dot, codename = perm.partition(".")
        action, _under, model = codename.partition("_")
        return opens(action, f"{app}.{model}", user_obj.get_admin_verbs())

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    get_group_permissions = get_all_permissions = get_user_permissions


def user_name_of(request, credentials=None) -> str:
    """The name whose failures are counted: folded, so that letter case gives no further tries."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return fold_user_name(typed)[:60]


def locked_out(request, _response=None, _credentials=None, *_args, **_kwargs):
    """The page after too many failures of one user name from one address."""
    return render(request, "casework/accounts/locked_out.html", status=429)
