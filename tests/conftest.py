"""Where the supplied material lies, if it does."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of supplied data; a test that needs it is skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared is not beside the project")
    return SHARED
