"""The people at the release: who they are, what they did and what they said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from knowledge.answer import Answer, Block, Listing
from knowledge.questions.question import Question
from knowledge.reports.models import Person, Release, Report
from knowledge.text.patterns import lazy_pattern
from knowledge.text.words import lines

from .claims import checks
from .facts import Facts
from .offices import belongs, disputed_offices, holders
from .parts import answer, caveat, caveats, character_pairs, choice, joined, lead, not_published, note
from .release import related, with_release

_SURNAME = lazy_pattern(r"姓([一-龥])(?!名|什么|啥)")
_TITLES = "(?:副?秘书长|副?处长|副?主任|副?司长|副?部长|副?理事长|副?会长)"
_WORDS_ASKED = lazy_pattern(r"(?<![听据里])说|讲|提[的了出过]|表示|提到|致辞|发言|强调|观点|希望|期望|指出|谈")
_RECEIVING = lazy_pattern(r"领(?!导)|接过|拿证")
ADDRESS = "致辞"
_ADDRESS = lazy_pattern(r"致[过了的]?[辞词]|开幕词|开场")
_PRESENTED = lazy_pattern(r"报告[^,，]{0,6}(?:介绍|发布|宣读|解读)|(?:介绍|发布|宣读|解读)[^,，]{0,4}报告")
_EACH = lazy_pattern("都|均|全是|同为|同是")
_ALONE = lazy_pattern(r"只有|仅有|就只|唯一|独一|只是|[1一][个位人名]")
MOST_LINES = 200
"""So many lines of what was said are not cut into pairs of letters anew."""
COMMON = 2
"""A pair of characters in more lines than this tells nothing about what a question is after."""


@cache
def _called() -> re.Pattern[str]:
    """A surname before a title (张秘书长)."""
    surnames = "".join(lines("surnames"))
    return re.compile(f"([{surnames}]){_TITLES}")


def _described(person: Person) -> str:
    return f"{person.name}（{'、'.join(person.offices)}）"


def _with_act(person: Person) -> str:
    return f"{_described(person)}：{person.act_text}"


@with_release
def chair(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Who chaired."""
    return _by_act(question, facts, release, "chaired", f"{report.year}年度评价报告的发布会由{{}}主持。")


@with_release
def presenter(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Who presented the report."""
    return _by_act(question, facts, release, "presented", f"{report.year}年度评价报告由{{}}在会上发布并介绍。")


def _by_act(question: Question, facts: Facts, release: Release, act: str, told: str) -> Answer | None:
    """Who did it, and what somebody did who is wrongly thought to have done it."""
    found = [person for person in release.people if person.act == act]
    if not found:
        return None
    others = [person for person in release.people if person.name in question.persons and person not in found]
    opening = "".join(f"不是{person.name}（{person.name}在会上{person.act_text}）。" for person in others)
    return answer(
        question,
        facts,
        [lead(opening + told.format(joined([_described(person) for person in found]))), caveats(found)],
        cite=[person.cite for person in (*found, *others)],
        related=[choice("谁在会上发言？", "speakers", year=question.year), *related(question.year)[1:]],
        people=tuple(person.name for person in found),
    )


@with_release
def awards(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Who handed certificates over, or who received them."""
    act = "received" if _RECEIVING.search(question.text) else "awarded"
    told = f"{report.year}年度评价报告的发布会上，{{}}{'领取' if act == 'received' else '颁发'}荣誉证书。"
    if found := _by_act(question, facts, release, act, told):
        return found
    text = f"❓ {report.year}年度评价报告的发布会上谁颁发、谁领取证书，报道没有写。"
    return not_published(question, facts, text, related=related(report.year))


@with_release
def speakers(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Who spoke, and who presented the report."""
    found = [person for person in release.people if person.act in ("spoke", "presented")]
    if not found:
        return None
    chairs = joined([person.name for person in release.people if person.act == "chaired"])
    opened = [person.name for person in found if person.act_text == ADDRESS] if _ADDRESS.search(question.text) else []
    wrong = [one for one in release.people if opened and one.name in question.persons and one.name not in opened]
    opening = "".join(f"不是{one.name}（{one.name}在会上{one.act_text}）。" for one in wrong)
    opening += f"致辞的是{joined(opened)}。" if opened else ""
    return answer(
        question,
        facts,
        [
            lead(f"{opening}在{report.year}年度评价报告的发布会上讲话的有{len(found)}位："),
            Listing(items=tuple(_with_act(person) for person in found)),
            note(f"会议由{chairs}主持。" if chairs else None),
        ],
        cite=[person.cite for person in found],
        related=[choice("他们说了什么？", "speech", year=report.year), *related(report.year)],
        people=tuple(person.name for person in found),
    )


@with_release
def people(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Everybody who is named (or those of an organisation), with office and part; and who came without being named."""
    if not release.people:
        return None
    if sent := _from(release.people, question.organisations):
        return _sent(question, facts, report, sent)
    guests = f"另有{release.guests.value}参加，报道没有写出姓名。" if release.guests else None
    media_there = f"到场媒体点名的有{len(release.media.value)}家。" if release.media else None
    return answer(
        question,
        facts,
        [
            lead(f"{report.year}年度评价报告的发布会，报道点名的有{len(release.people)}位："),
            Listing(items=tuple(_with_act(person) for person in release.people)),
            note(guests, media_there, f"{release.attendance.value}参加。" if release.attendance else None),
            caveats(release.people),
        ],
        cite=[person.cite for person in release.people],
        related=related(report.year),
        people=tuple(person.name for person in release.people),
    )


def _from(people: Sequence[Person], organisations: Sequence[str]) -> list[Person]:
    """Those of all these organisations (科技部综合处), else of any."""
    held = {person.name: [belongs(" ".join(person.offices), one) for one in organisations] for person in people}
    every = [person for person in people if held[person.name] and all(held[person.name])]
    return every or [person for person in people if any(held[person.name])]


def _sent(question: Question, facts: Facts, report: Report, sent: list[Person]) -> Answer:
    """Those who came from the organisations that the question names."""
    return answer(
        question,
        facts,
        [
            lead(f"{report.year}年度评价报告的发布会，报道点名的这个单位的人有{len(sent)}位："),
            Listing(items=tuple(_with_act(one) for one in sent)),
            caveats(sent),
        ],
        cite=[one.cite for one in sent],
        related=[choice("还有谁出席？", "people", year=report.year), *related(report.year)[:1]],
        people=tuple(one.name for one in sent),
    )


@with_release
def person(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Who somebody is, what he did and said there."""
    found = [one for one in release.people if one.name in question.persons]
    if not found and question.persons:
        text = f"❓ {report.year}年度评价报告的发布会，查到的资料里没有提到{joined(question.persons)}。点名的有："
        named = Listing(items=tuple(_described(one) for one in release.people))
        return not_published(question, facts, text, named, caveats(release.people), related=related(report.year))
    if not found:
        return office(question, facts) if question.titles else people(question, facts)
    if checks(question) and (act := _claimed_act(question.text)):
        return act(question, facts)
    words_asked = _WORDS_ASKED.search(question.text) is not None
    if by_others := _by_others(question, facts, report, release, found):
        return by_others
    blocks: list[Block | None] = []
    for one in found:
        told = f"{one.name}：{'、'.join(one.offices)}，在{report.year}年度评价报告的发布会上{one.act_text}。"
        if words_asked and not one.said:
            blocks += [lead(f"❓ 报道没有写{one.name}说了什么。"), note(told)]
        else:
            blocks += [lead(told), Listing(items=one.said) if one.said else None]
    spoke = any(one.said for one in found)
    if words_asked and spoke:
        blocks.append(note("报道转述的要点就是这些，别的内容没有写。"))
    blocks.append(caveats(found))
    return answer(
        question,
        facts,
        blocks,
        status="unknown" if words_asked and not spoke else "answered",
        cite=[one.cite for one in found],
        related=[choice("还有谁出席？", "people", year=report.year), *related(report.year)[:1]],
        people=tuple(one.name for one in found),
    )


def _claimed_act(text: str) -> Callable[[Question, Facts], Answer] | None:
    """Who did what the question says that somebody did (程学忠致的辞吧)."""
    if _ADDRESS.search(text):
        return speakers
    return presenter if _PRESENTED.search(text) else None


def _with_titles(question: Question) -> str:
    """The question, with its titles where none is written as it should be (秘树长)."""
    if any(title in question.text for title in question.titles):
        return question.text
    return question.text + "".join(sorted(question.titles, key=len)[-1:])


@with_release
def office(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Who holds an office, and what office somebody holds who is wrongly thought to hold it."""
    found = holders(release.people, _with_titles(question), question.organisations)
    called = _called().search(question.text)
    if called and not question.persons and all(one.name[0] != called[1] for one, _ in found):
        found = []
    if not found and (meant := [one for one in release.people if one.name in question.persons]):
        if disputed := disputed_offices(meant, question.text, facts):
            each = [lead(f"来源说法不一：{fact.value}{caveat(fact)}。") for fact in disputed]
            return answer(question, facts, each, cite=[fact.cite for fact in disputed], people=question.persons)
        text = f"没有这样的记载：报道里的职务是{joined([_described(one) for one in meant])}。"
        return answer(question, facts, [lead(text)], cite=[one.cite for one in meant], people=question.persons)
    if not found:
        told = tuple(_described(one) for one in release.people)
        text = f"❓ {report.year}年度评价报告的发布会，报道点名的人里没有您问的这个职务。点名的有："
        return not_published(question, facts, text, Listing(items=told), related=related(report.year))
    held_by = tuple(dict.fromkeys(one.name for one, _ in found))
    if _WORDS_ASKED.search(question.text) and {*question.persons} <= {*held_by}:
        held_by = question.persons or held_by
        return person(question.but(persons=held_by), facts)
    asked = [pair for pair in found if pair[0].name in question.persons]
    others = [one for one in release.people if one.name in question.persons and one.name not in held_by]
    wrong = others if not asked or _EACH.search(question.text) else []
    more = asked and len(found) > len(asked) and _ALONE.search(question.text)
    if more:
        asked = []
    opening = "".join(f"不是{one.name}（{one.name}是{'、'.join(one.offices)}）。" for one in wrong)
    opening += f"不止{joined(question.persons)}。" if more else ""
    return answer(
        question,
        facts,
        [
            lead(f"{opening}{_held(asked or found)}。"),
            note(f"职务按{report.year}年度评价报告发布会的报道。"),
            caveats(one for one, _ in asked or found),
        ],
        cite=[one.cite for one, _ in asked or found],
        related=[choice("还有谁出席？", "people", year=report.year), *related(report.year)[:1]],
        people=tuple(dict.fromkeys(one.name for one, _ in asked or found)),
    )


def _held(holding: Sequence[tuple[Person, str]]) -> str:
    """Who holds each office."""
    names: dict[str, list[str]] = {}
    for one, office_held in holding:
        names.setdefault(office_held, []).append(one.name)
    return "；".join(f"{office_held}是{joined(those)}" for office_held, those in names.items())


@with_release
def attended(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Whether somebody was there whom the report does not name."""
    surname = _SURNAME.search(question.text)
    found = [one for one in release.people if surname and one.name.startswith(surname[1])]
    if found:
        named = joined([_described(one) for one in found])
        text = f"报道点名出席{report.year}年度评价报告发布会的人里，姓{found[0].name[0]}的是{named}。"
        cite = [one.cite for one in found]
        return answer(question, facts, [lead(text)], cite=cite, people=tuple(one.name for one in found))
    names = "、".join(one.name for one in release.people)
    whom = f"姓{surname[1]}的人" if surname else "您问的这一位"
    text = (
        f"❓ 报道里没有提到{whom}，是否到场无法确认。"
        f"{report.year}年度评价报告的发布会，报道点名到会的有{len(release.people)}位：{names}。"
    )
    return not_published(question, facts, text, related=[choice("他们是什么职务？", "people", year=report.year)])


@with_release
def speech(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """What the speakers said, or those lines of it that the question is after."""
    asked = [one for one in release.people if not question.persons or one.name in question.persons]
    if _ADDRESS.search(question.text):
        asked = [one for one in asked if one.act_text == ADDRESS] or asked
    if question.persons and (by_others := _by_others(question, facts, report, release, asked)):
        return by_others
    lines = [(one, line) for one in asked for line in one.said]
    if not lines:
        return person(question, facts) if question.persons else None
    after = _fitting(lines, question.text.replace("期望", "希望")) or lines
    blocks: list[Block | None] = []
    speaking = [one for one in release.people if any(one is speaker for speaker, _ in after)]
    for one in speaking:
        blocks.append(lead(f"{_described(one)}{one.act_text}时谈到："))
        blocks.append(Listing(items=tuple(line for speaker, line in after if speaker is one)))
    return answer(
        question,
        facts,
        [*blocks, note(f"这是{report.year}年度评价报告发布会上的讲话，按报道转述。")],
        cite=[one.cite for one in speaking],
        related=related(report.year),
        people=tuple(one.name for one in speaking),
    )


def _by_others(
    question: Question, facts: Facts, report: Report, release: Release, asked: Sequence[Person]
) -> Answer | None:
    """Who said what the question wrongly takes those `asked` about to have said, with the lines."""
    if not (checks(question) and _WORDS_ASKED.search(question.text)):
        return None
    fitting = _fitting([(one, line) for one in release.people for line in one.said], question.text)
    if not fitting or any(one in asked for one, _ in fitting):
        return None
    true = list({one.name: one for one, _ in fitting}.values())
    text = (
        f"报道里谈到这一点的不是{joined([one.name for one in asked])}，是{joined([_described(one) for one in true])}："
    )
    return answer(
        question,
        facts,
        [lead(text), Listing(items=tuple(line for _, line in fitting))],
        cite=[one.cite for one in true],
        related=related(report.year),
        people=tuple(one.name for one in true),
    )


def _fitting(lines: Sequence[tuple[Person, str]], text: str) -> list[tuple[Person, str]]:
    """Those of `lines` that have something telling in common with `text`, something that few of them have."""
    count = Counter(pair for _, line in lines for pair in _pairs_said(line))
    telling = {pair for pair in character_pairs(text, str.isalpha) if 0 < count[pair] <= COMMON}
    return [(one, line) for one, line in lines if telling & _pairs_said(line)]


@lru_cache(MOST_LINES)
def _pairs_said(line: str) -> frozenset[str]:
    """Pairs of letters alone: numbers are written otherwise in what was said (十九届) than in questions."""
    return character_pairs(line, str.isalpha)
