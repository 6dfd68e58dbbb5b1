"""What every test may use: a Chromium, and how many random examples. Others live beside their tests."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tools import chromium as finder

settings.register_profile(
    "ci", max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "soak", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def chromium() -> tuple[str, list[str]]:
    """Path of a Chromium that starts and its arguments; root must give up the sandbox."""
    found = finder.find()
    assert found is not None, finder.ADVICE
    return str(found), ["--no-sandbox"] if os.geteuid() == 0 else []
