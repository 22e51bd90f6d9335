from __future__ import annotations

import pytest

import knowledge
from knowledge import Knowledge


@pytest.fixture(scope="session")
def known() -> Knowledge:
    """The built-in knowledge."""
    return knowledge.load()
