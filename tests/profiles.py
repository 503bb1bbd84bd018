"""Which profile runs: quick leaves something out only where `--full` runs it."""

import os

from hypothesis import HealthCheck, settings

FULL = os.environ.get("HYPOTHESIS_PROFILE", "quick") == "full"


def posting_pages(*, in_full: int) -> settings:
    """For a property whose every example posts pages: few examples in quick, what a quarter of an hour allows in full.

    The page stays the same for all examples, and what lies under it is tried with more of them by tests without pages.
    """
    return settings(
        max_examples=in_full if FULL else 15,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
