"""Pages that read from the copy of the database, where there is one."""

from functools import wraps

from django.db import OperationalError, transaction

from casework.tables.services.replica import leave_alone, reading_from_replica, replica_is_fit


def from_replica(view):
    """The view only looks: figures, public lists. It reads from the copy while that is fit; should the copy fail in the middle,
    what was written beside it, like a look, is taken back, and the primary is asked. Who may open it was read before."""

    @wraps(view)
    def reads(request, *args, **kwargs):
        if not replica_is_fit():
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic(), reading_from_replica():
                return view(request, *args, **kwargs)
        except OperationalError:
            leave_alone()
            return view(request, *args, **kwargs)

    return reads
