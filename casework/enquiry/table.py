"""What a client without an account is told of a case, as each kind of case says for itself.

A kind registers what was done and what comes next, as plain data without names or numbers, and the template that shows it.
A kind that has not is answered with its state and the day the answer is due. A kind of paper may register what its code is
answered with instead of the course of its case.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Course:
    """How a kind of case tells its course: the facts of (case, day), and the template that puts them into words."""

    facts: Callable[..., dict]
    template: str


_courses: dict[str, Course] = {}
_answers: dict[str, Course] = {}


def register_course(kind: str, facts: Callable[..., dict], template: str) -> None:
    """Say how a kind of case tells its course. `facts` name nobody, no number and no kind of permit."""
    _courses[kind] = Course(facts, template)


def course_of(kind: str) -> Course | None:
    return _courses.get(kind)


def register_answer(paper_kind: str, facts: Callable[..., dict], template: str) -> None:
    """Say what the code of a kind of paper is answered with: `facts` of (paper, day), under the same rule as above."""
    _answers[paper_kind] = Course(facts, template)


def answer_of(paper_kind: str) -> Course | None:
    return _answers.get(paper_kind)
