"""Question × reports → answer. `COMPOSERS` names the composer of each topic; the rest are texts in the topic files."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from knowledge.answer import Answer
from knowledge.questions.question import Question

from . import (
    alliance,
    attributes,
    grade,
    grade_rule,
    meanings,
    people,
    process,
    release,
    results,
    scores,
    series,
    statements,
    static,
    tiers,
    totals,
    yearly,
    years,
)
from .facts import Facts, default_year
from .openings import opening

__all__ = ["COMPOSERS", "Facts", "compose", "default_year", "opening"]

Composer = Callable[[Question, Facts], Answer]

COMPOSERS: Mapping[str, Composer] = {
    name: getattr(module, name)
    for module, names in (
        (grade, "a_grade a_list a_sector a_count a_position a_at"),
        (grade_rule, "a_rule a_meaning a_versus_tier top_without_grade grade_in_tier ungraded"),
        (tiers, "tier tiers tier_extreme tier_sum tier_compare"),
        (totals, "participants total absent share_bases without_grade"),
        (meanings, "figure printed"),
        (statements, "statements"),
        (scores, "score score_range"),
        (yearly, "yearly_scores"),
        (release, "event event_date event_place attendance hosts media article"),
        (people, "chair presenter speakers people person office attended speech"),
        (process, "evaluation procedure indicators assessed purpose organiser organisation basis history scope"),
        (alliance, "alliance alliance_tier record"),
        (series, "years_participants years_top years_grade years_total"),
        (years, "grade_again years_thresholds years_compare years_known period remarks"),
        (results, "alliance_score unknown_score unknown_members"),
    )
    for name in names.split()
} | {
    "a_position": results.position,
    "unknown_reason": grade.reason,
    "record_grade": alliance.record,
    **dict.fromkeys(attributes.ATTRIBUTES, attributes.attribute),
}


def compose(question: Question, facts: Facts) -> Answer:
    """The answer to `question`, whose topic is one of `COMPOSERS` or has a reply in its file."""
    return COMPOSERS.get(question.topic, static.reply)(question, facts)
