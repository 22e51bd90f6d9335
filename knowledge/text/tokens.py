"""A text as tokens: characters, numbers, Latin words and the syllables of what was typed as pinyin."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from knowledge.text.patterns import lazy_pattern
from knowledge.text.syllables import cut, han_sounds, sound

LONGEST_SPELT = 120
"""Longest run of Latin letters that may be pinyin without blanks; twice the longest name with its suffix."""
_TOKEN = lazy_pattern(
    r"20\d\d(?=[Aa](?![A-Za-z\d]))|\d+(?:\.\d+)?%?(?![A-Za-z\d])|[A-Za-z]+(?=20[12]\d年)|\d*[A-Za-zà-ɏ]+\d*|\d+|\s+|.",
    re.DOTALL,
)
_LETTER = lazy_pattern(r"[a-zß-öø-ɏ]")
_GRADED = lazy_pattern(r"\s*[级类等档]")
_SIGH = lazy_pattern(r"(?:e+m+|h+m+|u+m+|a+h+|o+h+|e+h+|l+o+l+|b+t+w+)+")


@dataclass(slots=True, eq=False)
class Token:
    """A character, a number, a Latin word or a pinyin syllable; `sound` as `knowledge.text.syllables.spoken` has it.

    `gap`: blanks stand before it.
    """

    form: str
    sound: str
    start: int
    end: int
    kind: Literal["han", "latin", "pinyin", "number", "mark"]
    gap: bool


def tokenize(text: str, is_word: Callable[[str], bool]) -> list[Token]:
    """`text` as tokens; Latin words for which not `is_word` are cut into pinyin syllables where they can be."""
    tokens: list[Token] = []
    sounds = han_sounds()
    gap = False
    end = 0
    for piece in _TOKEN.findall(text):
        start, end = end, end + len(piece)
        if (han := sounds.get(piece)) is not None:
            tokens.append(Token(piece, han, start, end, "han", gap))
        elif piece.isspace() and "\n" not in piece:
            gap = True
            continue
        elif (lower := piece.lower())[0].isdigit() and not any(map(str.isalpha, lower)):
            tokens.append(Token(lower, lower, start, end, "number", gap))
        elif _LETTER.search(lower):
            graded = _GRADED.match(text, end) is not None
            tokens += _latin(lower, start, end, gap=gap, is_word=is_word, graded=graded)
        else:
            rare = "一" <= piece <= "龥" or "㐀" <= piece <= "䶿" or "𠀀" <= piece <= "𳎯"
            tokens.append(Token(piece, piece, start, end, "han" if rare else "mark", gap))
        gap = False
    return tokens


def _before_a(lower: str) -> tuple[int, ...]:
    """Where the A of A级 may begin that was typed right behind a word (BIMA级)."""
    return (len(lower) - 1,) if lower.endswith("a") and len(lower) > 2 else ()  # noqa: PLR2004 (ma, ha are syllables)


def _latin(lower: str, start: int, end: int, *, gap: bool, is_word: Callable[[str], bool], graded: bool) -> list[Token]:
    """A known word, one with pinyin after it (tdlianmeng) or a sigh before it (emmm), pinyin, or an unknown word."""
    whole = [Token(lower, sound(lower), start, end, "latin", gap)]
    if is_word(lower) or not 1 < len(lower) <= LONGEST_SPELT:
        return whole
    if not graded and _before_a(lower) and is_word(lower[:-1]):
        return whole
    if (sigh := _SIGH.match(lower)) and ((rest := lower[sigh.end() :]) == "" or is_word(rest)):
        at = start + sigh.end()
        word = [Token(rest, sound(rest), at, end, "latin", gap=False)] if rest else []
        return [Token("…", "…", start, at, "mark", gap), *word]
    for length in (*(_before_a(lower) if graded else ()), *range(len(lower))):
        head, syllables = lower[:length], cut(lower[length:])
        if not syllables or (head and not is_word(head)) or (syllables == ("a",) and not graded):
            continue
        tokens = [Token(head, sound(head), start, start + length, "latin", gap)] if head else []
        at = start + length
        for number, syllable in enumerate(syllables):
            until = end if number == len(syllables) - 1 else at + len(syllable)
            tokens.append(Token(syllable, sound(syllable), at, until, "pinyin", gap and at == start))
            at = until
        return tokens
    return whole
