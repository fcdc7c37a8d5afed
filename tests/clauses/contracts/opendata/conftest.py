"""The real procurement files, where there are some."""

from pathlib import Path

import pytest


@pytest.fixture
def path(request: pytest.FixtureRequest) -> Path:
    """A real file, for the tests of `each_real_file`."""
    if request.param is None:
        pytest.skip("no real procurement file: set FACILITATOR_SHARED to the folder that holds data/decp")
    return Path(request.param)
