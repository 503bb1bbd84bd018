"""What tests of evidence share: a folder of their own, and a draft to hang files on."""

import pytest

from enrolment.applications.services import applications


@pytest.fixture
def folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    return settings.EVIDENCE_ROOT


@pytest.fixture
def draft(staff, folder):
    return applications.open_application(by=staff("counter_clerk"), language="zh-hant")
