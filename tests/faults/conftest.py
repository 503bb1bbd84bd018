"""One installation for all faults; each test leaves it working."""

import pytest

from tests.installation import Installation


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "MINBAO_VAR", "KEY_RING_FILE"):
            patch.delenv(name, raising=False)
        made = Installation(tmp_path_factory.mktemp("portal"))
        try:
            made.start("web")
            yield made
        finally:
            made.close()
