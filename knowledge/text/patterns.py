"""Regular expressions that are compiled when they are first needed: a question needs a few of the many.

Compiling all of them would take a tenth of the time in which the program starts.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "sub", "findall", "finditer", "split")


def lazy_pattern(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The same as `re.compile`, but compiled by the first call of a method."""
    return cast("re.Pattern[str]", _Pattern(expression, flags))


class _Pattern:
    """Has no method before one is asked for, then those of the compiled pattern."""

    __slots__ = (*_METHODS, "flags", "pattern")

    def __init__(self, expression: str, flags: re.RegexFlag) -> None:
        self.pattern = expression
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
