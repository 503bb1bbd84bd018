"""The id of the request being served: in log lines, history and error pages."""

from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    return _current.get()


def set_request_id(value: str) -> None:
    _current.set(value)
