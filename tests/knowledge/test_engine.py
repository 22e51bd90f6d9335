"""What callers of `knowledge` may give beside the text: a day and an evaluation."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge import Knowledge, today_in_china


class NewYearsEve(dt.datetime):
    """Half past four in the afternoon in Greenwich, when it is next year in China."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> NewYearsEve:
        return cls(2026, 12, 31, 16, 30, tzinfo=dt.UTC).astimezone(tz)


def test_the_day_is_that_of_china_unless_it_is_given(known: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.engine.dt.datetime", NewYearsEve)
    assert today_in_china() == dt.date(2027, 1, 1)
    assert "2026年度" in known.ask("去年A级有谁")[0].text
    assert "2025年度" in known.ask("去年A级有谁", today=dt.date(2026, 12, 31))[0].text


@pytest.mark.parametrize("year", ["1999", "2020", ""])
def test_a_year_of_no_report_is_refused(known: Knowledge, year: str) -> None:
    with pytest.raises(ValueError, match=r"expected one of 2013, .*2020-2021"):
        known.ask("A级有几家", year=year)
