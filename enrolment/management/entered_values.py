"""What a command that asks the rules does first: it reads what offices entered beside the files."""

from django.core.management.base import OutputWrapper
from django.db import DatabaseError

from casework.rulebook.queries import catch_up


def know_entered_values(told: OutputWrapper) -> None:
    """Hold the values of rules that offices entered. Without a database the files alone answer, and it is said."""
    try:
        catch_up()
    except DatabaseError:
        told.write("The database does not answer: values that offices entered are not used.")
