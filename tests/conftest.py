"""Where the supplied material lies, if it does; and properties that are the same on every run and machine."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.chromium import browser, page_of

__all__ = ["browser", "page_of"]  # one browser for the run, whichever folder asks for it first

# A busy machine is slow, not wrong; and what one run finds another must find too.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of supplied data; a test that needs it is skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared is not beside the project")
    return SHARED
