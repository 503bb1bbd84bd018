from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Casework")

    def ready(self):
        from casework import reference
        from casework.publication.services import house_tables, publication_kinds, rule_values

        _register_messages()
        _register_payments()
        publication_kinds.register()
        rule_values.register()
        house_tables.register()
        post_migrate.connect(reference.synchronise, sender=self)
        post_migrate.connect(_grant, sender=self)


def _register_messages() -> None:
    from casework.engine.words import register_words
    from casework.mailings.acts import WORDS
    from casework.mailings.queries import office_kind
    from casework.mailings.table import register_addressee

    register_words(WORDS)
    register_addressee(office_kind(_("supervisors of the office")))


def _register_payments() -> None:
    from casework.books.acts import WORDS as OF_BOOKS
    from casework.engine.words import register_words
    from casework.money.table import register_holds, register_purposes
    from casework.payments.acts import WORDS
    from casework.payments.words import HOLDS, PURPOSES

    register_words(WORDS)
    register_words(OF_BOOKS)
    register_holds(HOLDS)
    register_purposes(PURPOSES)


def _grant(**_signal):
    from casework.reference import grant_run_time_rights

    grant_run_time_rights(settings.APP_DATABASE_ROLE)
