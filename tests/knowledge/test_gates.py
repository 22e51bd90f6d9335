"""Where none of the signs stand that a form needs, it is not searched for: that must never change what is found."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.questions import (
    clauses,
    contrasts,
    estimates,
    negation,
    parts,
    reading,
    score_ranges,
    score_steps,
    slots,
    tier_places,
    yearly,
)
from knowledge.text import cantonese, english, verdict_signs

EXAMPLES = settings(max_examples=500)
GATES: dict[str, tuple[re.Pattern[str], Iterable[re.Pattern[str]]]] = {
    "times": (slots._IN_TIMES, (slots._DATE, slots._FULL_DATE, slots._PERIOD, slots._YEAR, yearly._PERIOD)),
    "tiers": (
        slots._IN_TIERS,
        (
            tier_places._TIER_SPAN,
            tier_places._TIER_NTH,
            tier_places._TIER_END,
            tier_places._BEST_TIERS,
            tier_places._ALL_TIERS,
        ),
    ),
    "claims": (slots._IN_CLAIMS, (estimates._CLAIM, slots._SHARE, slots._BASE_OF_SHARE)),
    "places": (slots._IN_PLACES, (slots._SPAN, slots._ORDINAL, slots._FIRST, slots._LAST, slots._FIRST_ONE)),
    "ends": (slots._END_SIGNS, (slots._LAST, slots._FIRST_ONE, tier_places._TIER_END)),
    "arithmetic": (slots._IN_ARITHMETIC, (slots._ARITHMETIC,)),
    "ranges": (
        score_ranges._IN_RANGES,
        (
            score_ranges._ABOUT,
            score_ranges._RANGE,
            score_ranges._BOUND,
            score_ranges._REACHED,
            score_ranges._OVER,
        ),
    ),
    "score steps": (
        score_steps.IN_STEPS,
        (
            score_steps._FROM,
            score_steps._TO,
            score_steps._CHANGED,
            score_steps._EITHER,
            score_steps._PART,
            score_steps._VAGUE,
        ),
    ),
    "other tiers": (tier_places._OTHER_SIGNS, (tier_places._OTHER_TIERS,)),
}
AHEAD = re.compile(r"\(\?=\[[^\]]+\]\)")
LOOKING_AHEAD = {
    "asking": reading._ASKING.pattern,
    "checking": parts.CHECKING.pattern,
    "clauses": clauses._CLAUSE_END.pattern,
    "English": english._glossary()[0].pattern,
    "Cantonese": cantonese._glossary()[0].pattern,
}


@pytest.mark.parametrize("kind", GATES)
def test_whatever_a_form_fits_has_one_of_the_signs(kind: str) -> None:
    signs, forms = GATES[kind]

    @EXAMPLES
    @given(st.one_of(*(st.from_regex(form.pattern, fullmatch=True) for form in forms)))
    def has_a_sign(text: str) -> None:
        assert signs.search(text) or (kind == "times" and "20" in text)

    has_a_sign()


@EXAMPLES
@given(st.one_of(*(st.from_regex(form.pattern) for form in (contrasts._NOT_THIS, contrasts._SPEAKER))))
def test_what_sets_a_name_aside_ends_as_it_is_looked_for(text: str) -> None:
    assert text.rstrip("\n")[-1] in contrasts._ENDS


@EXAMPLES
@given(st.from_regex(verdict_signs._VERDICT.pattern))
def test_no_verdict_is_spelt_out_without_a_sign(text: str) -> None:
    assert verdict_signs._SIGNS.search(text)


@EXAMPLES
@given(st.from_regex(negation._DENIED.pattern))
def test_nothing_is_denied_without_a_negative_sign(text: str) -> None:
    if negation._DENIED.search(text):
        assert negation._NEGATIVE.search(text) or "not" in text.lower()


@pytest.mark.parametrize("pattern", LOOKING_AHEAD.values(), ids=LOOKING_AHEAD)
def test_what_is_looked_ahead_for_begins_every_alternative(pattern: str) -> None:
    flags = re.IGNORECASE if "A-Za-z" in pattern else re.NOFLAG
    everywhere = re.compile(AHEAD.sub("", pattern, count=1), flags)
    looking_ahead = re.compile(pattern, flags)

    @EXAMPLES
    @given(st.from_regex(everywhere))
    def same(text: str) -> None:
        assert [match.span() for match in looking_ahead.finditer(text)] == [m.span() for m in everywhere.finditer(text)]

    same()
