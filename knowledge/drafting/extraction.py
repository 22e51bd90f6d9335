"""Everything that is read of an article, before it is written down."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.drafting.article import Article, read_article
from knowledge.drafting.counts import read_figures
from knowledge.drafting.event import Event, Said, read_event
from knowledge.drafting.grade import Award, read_award
from knowledge.drafting.process import read_process
from knowledge.drafting.rounding import settle_groups, settle_shares
from knowledge.drafting.rows import Figures
from knowledge.drafting.scores import Level, read_levels
from knowledge.drafting.timing import read_year


@dataclass(frozen=True)
class Extract:
    """`levels` are the tiers from the highest down, all of them where `complete`."""

    article: Article
    year: str | None
    levels: tuple[Level, ...]
    complete: bool
    found: Figures
    award: Award | None
    process: dict[str, Said]
    event: Event

    @property
    def names(self) -> list[str]:
        return [level.name for level in self.levels]


def extract(text: str) -> Extract:
    """Read a press article about an evaluation."""
    article = read_article(text)
    year = read_year(article)
    levels, complete = read_levels(article, year)
    award = read_award(article, year, [level.name for level in levels])
    if award and award.tier and not levels:
        levels = [Level(award.tier, award.rule_place)]
    names = [level.name for level in levels]
    found = read_figures(article, names, award.name if award else None, year)
    complete = complete or _adds_up(found, names)
    settle_groups(found, names)
    settle_shares(found, names, complete=complete)
    process, event = read_process(article, year), read_event(article)
    return Extract(article, year, tuple(levels), complete, found, award, process, event)


def is_about_an_evaluation(text: str) -> bool:
    """Whether `text` tells of an evaluation of alliances at all."""
    body = read_article(text)
    said = f"{body.title}{body.body}"
    return "联盟" in said and bool(re.search(r"评[价定选级]|活跃度|[A-Z]级", said))


def _adds_up(found: Figures, names: list[str]) -> bool:
    """Whether the tiers' numbers make up all that took part, so that there can be no further tier."""
    counts = [found.row((name,)).only("count") for name in names]
    return (
        bool(counts) and None not in counts and list(found.present) == [str(sum(int(count or 0) for count in counts))]
    )
