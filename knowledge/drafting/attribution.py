"""The ways to read a sentence that counts: which number and which share belong to which name."""

from __future__ import annotations

import re
from itertools import zip_longest

from knowledge.drafting.mentions import Mention, base_of

Part = tuple[Mention, list[Mention]]


def based(tokens: list[Mention], sentence: str, usual: tuple[str, ...]) -> list[Mention]:
    """`tokens` with each share under the base that it is a share of, as far as the sentence says."""
    given: list[Mention] = []
    bases: list[str] = []
    shares_under: list[int] = []
    run: list[int] = []
    after: set[int] = set()
    for number, token in enumerate(tokens):
        if token.kind == "base":
            left = tokens[number - 1] if number else None
            gap = sentence[left.end : token.start] if left else ""
            if left and left.kind == "share" and re.fullmatch(r"的|\(|为", gap):
                given[-1] = Mention(base_of(token.text), left.text, left.start, left.end)
                after.add(token.start)
                continue
            if run:
                bases, run = [], []
            bases.append(base_of(token.text))
            shares_under.clear()
        elif token.kind == "share":
            run.append(len(given))
            kind = "share"
            if len(bases) == 1:
                kind = bases[0]
            elif len(bases) > 1:
                kind = bases[min(len(run), len(bases)) - 1] if len(run) <= len(bases) else "share"
            elif usual:
                kind = usual[(len(run) - 1) % len(usual)]
            given.append(Mention(kind, token.text, token.start, token.end))
        else:
            if token.kind == "tiers" and run:
                bases, run = [], []
            elif token.kind == "count":
                run = [] if usual and not bases else run
            given.append(token)
    return given


def fits(owner: Mention, part: list[Mention]) -> bool:
    several = max(1, len(owner.tiers))
    kinds = [token.kind for token in part]
    return all(kinds.count(kind) in (0, 1, several) for kind in set(kinds) - {"share"})


def _split(tokens: list[Mention]) -> tuple[list[Mention], list[list[Mention]]]:
    """The names, and what stands before, between and after them."""
    owners, gaps = [], [[]]  # type: tuple[list[Mention], list[list[Mention]]]
    for token in tokens:
        if token.kind in ("tiers", "grade"):
            owners.append(token)
            gaps.append([])
        else:
            gaps[-1].append(token)
    return owners, gaps


def _names_first(tokens: list[Mention]) -> list[Part] | None:
    owners, gaps = _split(tokens)
    return None if gaps[0] else list(zip(owners, gaps[1:], strict=True))


def _names_last(tokens: list[Mention]) -> list[Part] | None:
    owners, gaps = _split(tokens)
    return None if gaps[-1] else list(zip(owners, gaps, strict=False))


def _number_name_share(tokens: list[Mention]) -> list[Part] | None:
    """The last number before a name, the shares after it: 35家活跃度高(占35.35%)."""
    owners, gaps = _split(tokens)
    parts: list[Part] = []
    for owner, before, after in zip_longest(owners, gaps[:-1], gaps[1:]):
        if not before or before[-1].kind != "count":
            return None
        later = after if owner is owners[-1] else after[:-1]
        parts.append((owner, [before[-1], *later]))
    if len(gaps[0]) != 1 or any(token.kind == "count" for token in gaps[-1]):
        return None
    return parts


def _shares_listed(tokens: list[Mention]) -> list[Part] | None:
    """A number with each name, and as many shares after the last: 甲24家、乙33家,分别占21.82%、30%."""
    owners, gaps = _split(tokens)
    numbers = [*gaps[1:-1], gaps[-1][:1]]
    listed = gaps[-1][1:]
    kinds = {token.kind for token in listed}
    counted = all(len(gap) == 1 and gap[0].kind == "count" for gap in numbers)
    whole = all([token.kind for token in listed].count(kind) == len(owners) for kind in kinds)
    if gaps[0] or len(owners) < 2 or not counted or not kinds or "count" in kinds or not whole:  # noqa: PLR2004 (a list)
        return None
    by_kind = [[token for token in listed if token.kind == kind] for kind in sorted(kinds)]
    return [(owner, [*gap, *shares]) for owner, gap, *shares in zip(owners, numbers, *by_kind, strict=True)]


ATTRIBUTIONS = (_shares_listed, _names_first, _names_last, _number_name_share)
"""The ways in order; the first in which everything finds its place is taken."""
