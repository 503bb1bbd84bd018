from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from casework.accounts.services.account_history import record_account
from casework.staff.models.appointment import Appointment, Role
from casework.staff.models.office import Office
from casework.staff.models.user import User


class Command(BaseCommand):
    help = "Make the first two administrators of an empty portal; their initial passwords are printed once."

    def add_arguments(self, parser):
        parser.add_argument("names", nargs=2, metavar="USERNAME")
        parser.add_argument("--office", default="350000", help="office code (default: the provincial office)")

    @transaction.atomic
    def handle(self, *, names, office, **options):
        if Appointment.objects.filter(role=Role.ADMINISTRATOR).exists():
            raise CommandError("There are administrators already; they make further accounts in the admin site.")
        if len({name.casefold() for name in names}) != 2:
            raise CommandError("Two different names are needed: rules are published by a second person.")
        place = Office.objects.filter(code=office).first()
        if place is None:
            raise CommandError(f"There is no office {office}.")
        for name in names:
            password = get_random_string(16)
            until = timezone.now() + timedelta(hours=settings.ACCOUNT_CODE_HOURS)
            user = User.objects.create_user(
                name, name, password, must_change_password=True, initial_password_until=until
            )
            Appointment.objects.create(user=user, role=Role.ADMINISTRATOR, office=place, starts_on=timezone.localdate())
            record_account("first_administrator", user)
            self.stdout.write(f"{user.username}  {password}  (until {timezone.localtime(until):%Y-%m-%d %H:%M})")
