from __future__ import annotations

import pytest

from knowledge import Knowledge
from tests import built_in


@pytest.fixture(scope="session")
def known() -> Knowledge:
    """The built-in knowledge of which right answers are written down."""
    return built_in.load()
