from collections.abc import Callable

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from casework.staff.rules.user_names import fold_user_name
from casework.tables.models.bases import kept


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, full_name: str, password: str | None = None, **fields):
        """A named account; without a password it cannot log in."""
        user = self.model(username=fold_user_name(username), full_name=full_name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        return self.get(username=fold_user_name(username))


class User(AbstractBaseUser):
    """A member of staff. What she may do follows from her appointments alone: there are no groups and no superusers."""

    RETENTION = "staff_records"

    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = models.CharField(_("full name"), max_length=80)
    email = models.EmailField(_("office e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    # An initial password made by a command opens nothing after this moment.
    initial_password_until = models.DateTimeField(_("initial password works until"), null=True, editable=False)
    # Failures since the last log-in; told at the next one.
    failed_log_ins = models.PositiveIntegerField(_("failed log-ins"), default=0, editable=False)
    # The officer's own file as an insured person, so that nobody handles a case about herself.
    own_subject = models.UUIDField(_("own personal file"), null=True, blank=True, unique=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        ordering = ["username"]
        constraints = [models.UniqueConstraint(Lower("username"), name="user_username_folded")]
        triggers = [kept()]

    def __str__(self):
        return self.full_name

    def get_full_name(self):
        return self.full_name

    @property
    def is_staff(self) -> bool:
        """Whether the admin site opens at all; what shows there follows from the appointment."""
        return "see_admin" in self.get_admin_verbs()

    def get_admin_verbs(self) -> frozenset[str]:
        """The verbs of her current appointments that concern the admin site; the authentication backend says how they are found,
        which costs a query and is mostly not asked."""
        verbs: frozenset[str] | Callable[[], frozenset[str]] = getattr(self, "admin_verbs", frozenset())
        if not isinstance(verbs, frozenset):
            verbs = verbs()
            self.admin_verbs = verbs
        return verbs

    def has_perm(self, perm: str, obj=None) -> bool:
        from django.contrib.auth import get_backends

        return self.is_active and any(
            backend.has_perm(self, perm, obj) for backend in get_backends() if hasattr(backend, "has_perm")
        )

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff
