"""What a workflow is: a table of steps. Each app registers its own tables when it is ready."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Step:
    """A verb that takes a case from one of `sources` to `target`; guards return reasons, `duty` names what it takes."""

    verb: str
    sources: tuple[str, ...]
    target: str
    duty: str = ""
    guards: tuple[Callable, ...] = ()
    # Brought about by another case's step; no page offers it and nobody needs a right to it.
    followed: bool = False


@dataclass(frozen=True, kw_only=True)
class Workflow:
    """All steps of one kind of case. `code` is the letter pair in its reference numbers."""

    kind: str
    code: str
    name: object
    states: dict[str, object]
    initial: str
    final: frozenset[str]
    steps: tuple[Step, ...]
    # State → who the ball is with: "office", "client" or "" when closed; and the shape shown with the state's name.
    waits_for: dict[str, str]
    url_name: str
    # Who stands outside in its states of waiting: the person herself, or an employer.
    client: str = "client"
    # The rule of the time limit its cases run under, "" for none.
    limit: str = ""
    # States in which the case waits for somebody outside and stands on a board of its own, not on the work list.
    on_board: frozenset[str] = frozenset()
    # Verbs that end a case for other reasons than the work being done: no page leads with one, and a case that offers
    # nothing else is nobody's to do.
    side_verbs: frozenset[str] = frozenset()
    # The final states in which nothing came of the case.
    failed: frozenset[str] = frozenset()
    # The page on which a case in its initial state is put together, the verb that sends it off from there, and the words
    # of that verb when the case has come back.
    draft_url: str = ""
    draft_verb: str = ""
    draft_words: object = ""
    # The paths its cases may take, each with its words; what a checklist may be kept for.
    paths: tuple[tuple[str, object], ...] = ()
    # The path a case has taken, "" while none is chosen.
    path_of: Callable[[object], str] = lambda _case: ""

    def step(self, verb: str, state: str) -> Step | None:
        """The step for a verb from a state, or None when the table has none."""
        return next((step for step in self.steps if step.verb == verb and state in step.sources), None)

    def verbs_from(self, state: str) -> tuple[str, ...]:
        """The verbs somebody may take from a state."""
        return tuple(step.verb for step in self.steps if state in step.sources and not step.followed)

    def moving_from(self, state: str) -> tuple[str, ...]:
        """The verbs that carry a case on from a state."""
        return tuple(verb for verb in self.verbs_from(state) if verb not in self.side_verbs)

    def is_draft(self, state: str) -> bool:
        """Whether a case in this state is still being put together, on a page of its own."""
        return bool(self.draft_url) and state == self.initial

    def page_for(self, state: str) -> str:
        """The name of the address where a case in this state is seen."""
        return self.draft_url if self.is_draft(state) else self.url_name

    def collects_papers(self, state: str) -> bool:
        """Whether the papers are still being put together: nobody has decided on what is kept."""
        return self.is_draft(state) or self.waits_for.get(state) == "client"


_workflows: dict[str, Workflow] = {}


class WorkflowTaken(Exception):
    """A kind of case, the letters of its references or one of its verbs belongs to another workflow."""


def register(workflow: Workflow) -> None:
    """Make a workflow known to the engine; called from an app's `ready`. Raises WorkflowTaken: addresses, rights and words
    are named by the verb alone, so a verb has one kind of case."""
    verbs = {step.verb for step in workflow.steps}
    for other in _workflows.values():
        if other is workflow:
            continue
        shared = sorted(verbs & {step.verb for step in other.steps})
        if other.kind == workflow.kind or other.code == workflow.code or shared:
            raise WorkflowTaken(f"{workflow.kind} and {other.kind}: {', '.join(shared) or workflow.code}")
    _workflows[workflow.kind] = workflow


def workflow_of(kind: str) -> Workflow:
    """The table of a kind. Raises KeyError for a kind nobody registered."""
    return _workflows[kind]


def kinds_with(verb: str) -> frozenset[str]:
    """The kinds of case that know a verb as a step."""
    return frozenset(kind for kind, flow in _workflows.items() if any(step.verb == verb for step in flow.steps))


def all_workflows() -> list[Workflow]:
    return list(_workflows.values())


def steps_of(
    moves: Sequence[tuple[str, tuple[str, ...], str]],
    *,
    duties: Mapping[str, str] | None = None,
    guards: Mapping[str, tuple[Callable, ...]] | None = None,
    always: tuple[Callable, ...] = (),
    followed: Collection[str] = (),
) -> tuple[Step, ...]:
    """The steps of a kind's moves (verb, from, to): duties and guards by their verb, `always` the guards of every step before its
    own, `followed` the verbs that another case's step brings about."""
    return tuple(
        Step(
            verb=verb,
            sources=sources,
            target=target,
            duty=(duties or {}).get(verb, ""),
            guards=(*always, *(guards or {}).get(verb, ())),
            followed=verb in followed,
        )
        for verb, sources, target in moves
    )


def moves_of(steps: tuple) -> list[tuple[str, str]]:
    """Every (from, to) that changes the state: what the database trigger allows."""
    return [(source, target) for _verb, sources, target in steps for source in sources if source != target]
