"""Question × reports → answer. `COMPOSERS` names the composer of each topic; the rest are texts in the topic files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from knowledge.answer import Answer
from knowledge.questions.question import Question

from .facts import Facts
from .openings import opening

__all__ = ["COMPOSERS", "Facts", "compose", "opening"]

Composer = Callable[[Question, Facts], Answer]

COMPOSERS: Mapping[str, tuple[str, str]] = {
    "a_grade": ("grade", "a_grade"),
    "unknown_reason": ("grade", "reason"),
    "unknown_of_members": ("grade", "of_members"),
    "a_list": ("grade_list", "a_list"),
    "a_sector": ("grade_list", "a_sector"),
    "a_count": ("grade_list", "a_count"),
    "a_position": ("grade_places", "a_position"),
    "a_at": ("grade_places", "a_at"),
    "a_beside": ("grade_places", "a_beside"),
    "a_rule": ("grade_rule", "a_rule"),
    "a_meaning": ("grade_rule", "a_meaning"),
    "a_versus_tier": ("grade_rule", "a_versus_tier"),
    "top_without_grade": ("grade_rule", "top_without_grade"),
    "grade_in_tier": ("grade_rule", "grade_in_tier"),
    "ungraded": ("grade_rule", "ungraded"),
    "tier": ("tiers", "tier"),
    "tiers": ("tiers", "tiers"),
    "tier_extreme": ("tiers", "tier_extreme"),
    "tier_sum": ("tiers", "tier_sum"),
    "tier_compare": ("tiers", "tier_compare"),
    "participants": ("totals", "participants"),
    "total": ("totals", "total"),
    "absent": ("totals", "absent"),
    "share_bases": ("totals", "share_bases"),
    "without_grade": ("totals", "without_grade"),
    "figure": ("meanings", "figure"),
    "printed": ("meanings", "printed"),
    "statements": ("statements", "statements"),
    "score": ("scores", "score"),
    "score_range": ("scores", "score_range"),
    "score_limits": ("scores", "score_limits"),
    "yearly_scores": ("yearly", "yearly_scores"),
    "event": ("release", "event"),
    "event_date": ("release", "event_date"),
    "event_place": ("release", "event_place"),
    "attendance": ("release", "attendance"),
    "hosts": ("release", "hosts"),
    "media": ("release", "media"),
    "article": ("release", "article"),
    "chair": ("people", "chair"),
    "presenter": ("people", "presenter"),
    "speakers": ("people", "speakers"),
    "awards": ("people", "awards"),
    "people": ("people", "people"),
    "person": ("people", "person"),
    "office": ("people", "office"),
    "attended": ("people", "attended"),
    "speech": ("people", "speech"),
    "evaluation": ("process", "evaluation"),
    "procedure": ("process", "procedure"),
    "indicators": ("process", "indicators"),
    "assessed": ("process", "assessed"),
    "purpose": ("process", "purpose"),
    "organiser": ("process", "organiser"),
    "organisation": ("process", "organisation"),
    "basis": ("process", "basis"),
    "history": ("process", "history"),
    "scope": ("process", "scope"),
    "alliance": ("alliance", "alliance"),
    "alliance_tier": ("alliance", "alliance_tier"),
    "alliance_claim": ("alliance", "alliance_claim"),
    "record": ("alliance", "record"),
    "record_grade": ("alliance", "record"),
    "same_alliance": ("alliance", "same_alliance"),
    "alliance_status": ("attributes", "attribute"),
    "alliance_batch": ("attributes", "attribute"),
    "alliance_lead": ("attributes", "attribute"),
    "alliance_founded": ("attributes", "attribute"),
    "alliance_members": ("attributes", "attribute"),
    "alliance_people": ("attributes", "attribute"),
    "alliance_place": ("attributes", "attribute"),
    "years_participants": ("figures_over_years", "years_participants"),
    "years_top": ("figures_over_years", "years_top"),
    "years_grade": ("figures_over_years", "years_grade"),
    "years_total": ("figures_over_years", "years_total"),
    "grade_again": ("evaluations", "grade_again"),
    "years_thresholds": ("evaluations", "years_thresholds"),
    "years_compare": ("evaluations", "years_compare"),
    "years_known": ("evaluations", "years_known"),
    "period": ("evaluations", "period"),
    "merged_years": ("evaluations", "merged_years"),
    "other_assessment": ("evaluations", "other_assessment"),
    "remarks": ("evaluations", "remarks"),
    "years_organiser": ("process_over_years", "over_years"),
    "years_procedure": ("process_over_years", "over_years"),
    "years_assessed": ("process_over_years", "over_years"),
    "years_basis": ("process_over_years", "over_years"),
    "years_scope": ("process_over_years", "over_years"),
    "alliance_score": ("results", "alliance_score"),
    "scores_apart": ("results", "scores_apart"),
    "unknown_score": ("results", "unknown_score"),
    "unknown_members": ("results", "members"),
}
"""Module and function for each topic; a module is read when its first question comes, which spares a single one much."""


@cache
def composer(topic: str) -> Composer:
    """The function that composes answers on `topic`; texts of topic files where it has none of its own."""
    module, function = COMPOSERS.get(topic, ("static", "reply"))
    found: Composer = getattr(import_module(f".{module}", __name__), function)
    return found


def compose(question: Question, facts: Facts) -> Answer:
    """The answer to `question`, whose topic is one of `COMPOSERS` or has a reply in its file."""
    return composer(question.topic)(question, facts)
