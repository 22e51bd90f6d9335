"""`python -m tests.benchmarks.understanding`: this engine beside the usual picks for a question-answering bot.

All are asked the same labelled questions in one run. The picks get what a bot of their kind would be given: a list
of questions with ready answers, namely every example of every topic and 「…是A级吗」 for every alliance that is known;
they answer with the answer of the question they find nearest. Python searches for garbage as seldom as in the bot.
"""

from __future__ import annotations

import math
import sqlite3
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from rapidfuzz import fuzz, process

from bot import garbage
from knowledge import Answer, Conversation, Knowledge
from knowledge.text.cleaning import clean
from tests import built_in
from tests.printing import printing
from tests.questions.judging import FILES, TODAY, Score, judged, turns

MOST_MEDIAN_MS, MOST_P99_MS, LEAST_LEAD = 0.6, 2.5, 30.0
ROUNDS = 3
Ask = Callable[[str, str], dict[str, Any]]
Faq = dict[str, dict[str, Any]]


def frequently_asked(known: Knowledge) -> Faq:
    """The ready answers, by their questions."""
    questions = [example for topic in known.topics.values() for example in topic.examples]
    questions += [f"{alliance.core}联盟是A级吗" for alliance in known.library.alliances.values()]
    return {question: known.ask(question, today=TODAY)[0].public() for question in questions}


def engine(known: Knowledge) -> Ask:
    """Answer with what this project knows, in conversations by chat."""
    conversations: dict[str, Conversation] = {}

    def ask(text: str, chat: str) -> dict[str, Any]:
        answer: Answer
        answer, conversations[chat] = known.ask(text, conversations.get(chat), today=TODAY)
        return answer.public()

    return ask


def weighted_ratio(faq: Faq) -> Ask:
    """The nearest question by rapidfuzz's `WRatio`."""
    questions = list(faq)

    def ask(text: str, _: str) -> dict[str, Any]:
        found = process.extractOne(clean(text), questions, scorer=fuzz.WRatio)
        return faq[found[0]] if found else faq[questions[0]]

    return ask


def trigrams(faq: Faq) -> Ask:
    """The best hit of SQLite's full text search over trigrams, ranked by bm25."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE faq USING fts5(question, tokenize = 'trigram')")
    database.executemany("INSERT INTO faq VALUES (?)", [(question,) for question in faq])

    def ask(text: str, _: str) -> dict[str, Any]:
        plain = clean(text)
        pieces = {plain[at : at + 3].replace('"', "") for at in range(len(plain) - 2)}
        wanted = " OR ".join(f'"{piece}"' for piece in sorted(pieces) if len(piece) == 3)
        query = "SELECT question FROM faq WHERE faq MATCH ? ORDER BY rank LIMIT 1"
        row = database.execute(query, (wanted,)).fetchone() if wanted else None
        return faq[row[0] if row else "今天天气怎么样"]

    return ask


def character_grams(faq: Faq) -> Ask:
    """The nearest question by the cosine of TF-IDF weights of one to three characters."""

    def grams(text: str) -> Counter[str]:
        plain = clean(text).lower()
        return Counter(plain[at : at + size] for size in (1, 2, 3) for at in range(len(plain) - size + 1))

    counted = {question: grams(question) for question in faq}
    spread = Counter(gram for found in counted.values() for gram in found)
    weight = {gram: math.log(len(faq) / number) + 1 for gram, number in spread.items()}
    postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for question, found in counted.items():
        norm = math.sqrt(sum((number * weight[gram]) ** 2 for gram, number in found.items()))
        for gram, number in found.items():
            postings[gram].append((question, number * weight[gram] / norm))

    def ask(text: str, _: str) -> dict[str, Any]:
        likeness: dict[str, float] = defaultdict(float)
        for gram, number in grams(text).items():
            for question, value in postings.get(gram, ()):
                likeness[question] += number * weight[gram] * value
        return faq[max(likeness, key=likeness.__getitem__) if likeness else "今天天气怎么样"]

    return ask


def measure(make: Callable[[], Ask], known: Knowledge) -> tuple[Score, float, float]:
    """How much is right; median and 99th percentile of a question in milliseconds, the best of some rounds."""
    asked = [turn for name in FILES for turn in turns(name)]
    seconds = [math.inf] * len(asked)
    answers: list[dict[str, Any]] = []
    for _ in range(ROUNDS):
        ask = make()
        garbage.search_seldom()
        answers = []
        for number, turn in enumerate(asked):
            start = time.perf_counter()
            answers.append(ask(turn["text"], turn["chat"]))
            seconds[number] = min(seconds[number], time.perf_counter() - start)
    score = Score.of(judged(known, turn, answer) for turn, answer in zip(asked, answers, strict=True))
    return score, 1000 * statistics.median(seconds), 1000 * statistics.quantiles(seconds, n=100)[-1]


def main() -> None:
    """Print a line for each, and how the targets were met."""
    known = built_in.load()
    faq = frequently_asked(known)
    picks: dict[str, Callable[[], Ask]] = {
        "this engine": lambda: engine(built_in.load()),
        "rapidfuzz WRatio": lambda: weighted_ratio(faq),
        "SQLite FTS5 trigram": lambda: trigrams(faq),
        "TF-IDF of 1-3 characters": lambda: character_grams(faq),
    }
    measured = {name: measure(make, known) for name, make in picks.items()}
    print(f"{sum(score.turns for score, *_ in measured.values()) // len(measured)} turns, {len(faq)} ready answers")
    for name, (score, median, p99) in measured.items():
        print(
            f"{name:26} right {score.percent:5.1f}%  false claims {score.false:3}  {median:6.2f} ms  p99 {p99:6.2f} ms"
        )
    (score, median, p99), *others = measured.values()
    lead = score.percent - max(other.percent for other, *_ in others)
    print(
        f"lead {lead:.1f} points (wanted {LEAST_LEAD:.0f}); median {median:.2f} ms (at most {MOST_MEDIAN_MS});", end=" "
    )
    print(f"p99 {p99:.2f} ms (at most {MOST_P99_MS})")


if __name__ == "__main__":
    sys.exit(printing(main))
