"""What a client without an account is told of a case, as each kind of case says for itself.

A kind registers what was done and what comes next, as plain data without names or numbers, and the template that shows it.
A kind that has not is answered with its state and the day the answer is due.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Course:
    """How a kind of case tells its course: the facts of (case, day), and the template that puts them into words."""

    facts: Callable[..., dict]
    template: str


_courses: dict[str, Course] = {}


def register_course(kind: str, facts: Callable[..., dict], template: str) -> None:
    """Say how a kind of case tells its course. `facts` name nobody, no number and no kind of permit."""
    _courses[kind] = Course(facts, template)


def course_of(kind: str) -> Course | None:
    return _courses.get(kind)
