"""Giving back a form that was sent after its session had ended."""

from django.http import QueryDict

from casework.services import parked_forms


def kept_fields(request) -> QueryDict | None:
    """What this user had typed on this page before her session ended, once."""
    token = request.COOKIES.get(parked_forms.COOKIE)
    if request.method != "GET" or not token:
        return None
    return parked_forms.take(request.user, request.path, token)


def as_initial(fields: QueryDict, form_class) -> dict:
    """The kept fields as initial values: lists for fields that take several."""
    return {name: fields.getlist(name) if len(fields.getlist(name)) > 1 else fields.get(name) for name in fields}
