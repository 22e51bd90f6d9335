"""Question × reports → answer. `COMPOSERS` names the composer of each topic; the rest are texts in the topic files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from knowledge.answer import Answer
from knowledge.questions.question import Question

from .facts import Facts
from .openings import opening

__all__ = ["COMPOSERS", "Facts", "compose", "opening"]

Composer = Callable[[Question, Facts], Answer]

_MODULES = {
    "grade": "a_grade unknown_reason=reason",
    "grade_list": "a_list a_sector a_count a_beside",
    "grade_rule": "a_rule a_meaning a_versus_tier top_without_grade grade_in_tier ungraded",
    "tiers": "tier tiers tier_extreme tier_sum tier_compare",
    "totals": "participants total absent share_bases without_grade",
    "meanings": "figure printed",
    "statements": "statements",
    "scores": "score score_range score_limits",
    "yearly": "yearly_scores",
    "release": "event event_date event_place attendance hosts media article",
    "people": "chair presenter speakers awards people person office attended speech",
    "process": "evaluation procedure indicators assessed purpose organiser organisation basis history scope",
    "alliance": "alliance alliance_tier alliance_claim record record_grade=record same_alliance",
    "attributes": " ".join(
        f"alliance_{what}=attribute" for what in ("status", "batch", "lead", "founded", "members", "people", "place")
    ),
    "series": "years_participants years_top years_grade years_total",
    "years": "grade_again years_thresholds years_compare years_known period merged_years other_assessment remarks",
    "changes": " ".join(
        f"years_{what}=over_years" for what in ("organiser", "procedure", "assessed", "basis", "scope")
    ),
    "results": "alliance_score scores_apart unknown_score unknown_members=members a_position=position a_at=place",
}
"""The topics that each module here composes answers to, by functions of the same name unless another is given."""

COMPOSERS: Mapping[str, tuple[str, str]] = {
    topic: (module, function or topic)
    for module, entries in _MODULES.items()
    for topic, _, function in (entry.partition("=") for entry in entries.split())
}
"""Module and function for each topic; a module is read when its first question comes, which spares a single one much."""


def composer(topic: str) -> Composer:
    """The function that composes answers on `topic`; texts of topic files where it has none of its own."""
    module, function = COMPOSERS.get(topic, ("static", "reply"))
    found: Composer = getattr(import_module(f".{module}", __name__), function)
    return found


def compose(question: Question, facts: Facts) -> Answer:
    """The answer to `question`, whose topic is one of `COMPOSERS` or has a reply in its file."""
    return composer(question.topic)(question, facts)
