"""The release of the report: when, where, who; and the article that told of it."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.answer import Answer, Block, Listing, Paragraph
from knowledge.models import Fact, Person, Release, Report
from knowledge.questions import Question

from .facts import Facts
from .parts import answer, choice, joined, lead, not_published, note


def _missing(question: Question, facts: Facts, report: Report) -> Answer:
    text = f"❓ {report.year}年度报告的发布情况，目前查到的资料里没有这一项。"
    published = f"已知：{report.published.value}。" if report.published else None
    return not_published(question, facts, text, note(published), cite=[report.published.cite] if report.published else ())


def _related(report: Report) -> list[object]:
    return [
        choice("谁主持的发布会？", "chair", year=report.year),
        choice("发布会的主办单位有哪些？", "hosts", year=report.year),
        choice("有哪些媒体参加？", "media", year=report.year),
    ]


def _with_release(compose: Callable[[Question, Facts, Report, Release], Answer | None]) -> Callable[[Question, Facts], Answer]:
    def composed(question: Question, facts: Facts) -> Answer:
        report = facts.report(question.year)
        found = compose(question, facts, report, report.release) if report.release else None
        return found or _missing(question, facts, report)

    composed.__doc__ = compose.__doc__
    return composed


def chinese_date(written: str) -> str:
    """2020-11-18 → 2020年11月18日; anything else stays."""
    parts = written.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):  # noqa: PLR2004 (year, month, day)
        return written
    year, month, day = parts
    return f"{year}年{int(month)}月{int(day)}日"


@_with_release
def event_date(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """When the report was released."""
    if not release.date:
        return None
    date = chinese_date(release.date.value)
    part = release.part_of_day.value if release.part_of_day else ""
    wrong = [year for year in question.years if year not in (date[:4], report.year)]
    opening = f"不是{wrong[0]}年。" if wrong else ""
    return answer(
        question,
        facts,
        [lead(f"{opening}{report.year}年度评价报告的发布会于{date}{part}举行。"), note("具体几点开始，报道没有写。" if part else None)],
        cite=[release.date.cite],
        related=_related(report),  # type: ignore[arg-type]
    )


@_with_release
def event_place(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Where, and whether online too."""
    if not release.place:
        return None
    online = f"，{release.online.value}" if release.online else ""
    return answer(
        question,
        facts,
        [lead(f"发布会在{release.place.value}召开{online}。"), note("具体场馆报道没有写。")],
        cite=[release.place.cite],
        related=_related(report),  # type: ignore[arg-type]
    )


@_with_release
def event(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """The release at a glance."""
    date = chinese_date(release.date.value) if release.date else ""
    part = release.part_of_day.value if release.part_of_day else ""
    place = f"在{release.place.value}" if release.place else ""
    online = f"，{release.online.value}" if release.online else ""
    facts_known: list[Block | None] = [lead(f"《{report.title.value if report.title else report.label}》发布会于{date}{part}{place}召开{online}。")]
    if release.hosts:
        facts_known.append(Paragraph(text=f"主办：{'、'.join(release.hosts.value)}。"))
    chairs = [person.name for person in release.people if person.act == "chaired"]
    speakers = [person.name for person in release.people if person.act in ("spoke", "presented")]
    facts_known.append(note(f"主持：{joined(chairs)}。" if chairs else None, f"发言：{joined(speakers)}。" if speakers else None, f"参加：{release.attendance.value}。" if release.attendance else None))
    cite = [fact.cite for fact in (release.date, release.hosts, release.attendance) if fact]
    return answer(question, facts, facts_known, cite=cite, related=_related(report))  # type: ignore[arg-type]


@_with_release
def attendance(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """How many people took part."""
    fact = release.attendance
    if not fact:
        return None
    return answer(question, facts, [lead(f"{fact.value}参加了{report.year}年度评价报告的发布会。")], cite=[fact.cite], related=_related(report))  # type: ignore[arg-type]


@_with_release
def hosts(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Who held the release."""
    if not release.hosts:
        return None
    names = release.hosts.value
    return answer(
        question,
        facts,
        [lead(f"发布会由{len(names)}家单位共同主办："), Listing(items=names), note(release.hosts.note)],
        cite=[release.hosts.cite],
        related=_related(report),  # type: ignore[arg-type]
    )


@_with_release
def chair(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Who chaired."""
    found = [person for person in release.people if person.act == "chaired"]
    if not found:
        return None
    chairs = joined([f"{person.name}（{'、'.join(person.offices)}）" for person in found])
    named = [name for name in question.persons if name not in [person.name for person in found]]
    roles = {person.name: person.act_text for person in release.people}
    opening = "".join(f"不是{name}（{name}在会上{roles[name]}）。" for name in named if name in roles)
    return answer(
        question,
        facts,
        [lead(f"{opening}发布会由{chairs}主持。")],
        cite=[person.cite for person in found],
        related=[choice("谁在会上发言？", "speakers", year=report.year), *_related(report)[1:]],  # type: ignore[list-item]
    )


@_with_release
def speakers(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Who spoke, and who presented the report."""
    found = [person for person in release.people if person.act in ("spoke", "presented")]
    if not found:
        return None
    items = tuple(f"{person.name}（{'、'.join(person.offices)}）：{person.act_text}" for person in found)
    chairs = joined([person.name for person in release.people if person.act == "chaired"])
    return answer(
        question,
        facts,
        [lead(f"在发布会上讲话的有{len(found)}位："), Listing(items=items), note(f"会议由{chairs}主持。" if chairs else None)],
        cite=[person.cite for person in found],
        related=[choice(f"{person.name}说了什么？", "speech", year=report.year) for person in found[:1]],
    )


@_with_release
def people(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Everybody who is named, with office and part."""
    if not release.people:
        return None
    items = tuple(f"{person.name}（{'、'.join(person.offices)}）：{person.act_text}" for person in release.people)
    others = [fact.value for fact in (release.guests,) if fact]
    media = f"以及{len(release.media.value)}家媒体" if release.media else ""
    also = f"另有{'、'.join(others)}{media}。" if others or media else None
    return answer(
        question,
        facts,
        [lead(f"报道点名的有{len(release.people)}位："), Listing(items=items), note(also, f"共{release.attendance.value}。" if release.attendance else None)],
        cite=[person.cite for person in release.people],
        related=_related(report),  # type: ignore[arg-type]
    )


@_with_release
def person(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Who somebody is, what he did and said there."""
    found = [one for one in release.people if one.name in question.persons]
    if not found:
        return None
    blocks: list[Block | None] = []
    asks_words = any(word in question.text for word in ("说", "讲", "表示", "提到", "致辞", "发言", "强调", "观点", "希望", "期望", "指出", "谈"))
    for one in found:
        blocks.append(lead(f"{one.name}：{'、'.join(one.offices)}，在{report.year}年度评价报告发布会上{one.act_text}。"))
        if one.said:
            blocks.append(Listing(items=one.said))
        elif asks_words:
            blocks.append(note(f"报道没有写{one.name}说了什么。"))
    silent = asks_words and not any(one.said for one in found)
    return answer(
        question,
        facts,
        blocks,
        status="unknown" if silent else "answered",
        cite=[one.cite for one in found],
        related=[choice("还有谁出席？", "people", year=report.year), choice("谁主持的发布会？", "chair", year=report.year)],
    )


@_with_release
def speech(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """What the speakers said."""
    found = [one for one in release.people if one.said]
    asked = [one for one in found if _concerns(one, question.text)] or found
    if not asked:
        return None
    blocks: list[Block | None] = []
    for one in asked:
        blocks += [lead(f"{one.name}（{'、'.join(one.offices)}）{one.act_text}时谈到："), Listing(items=one.said)]
    return answer(question, facts, blocks, cite=[one.cite for one in asked], related=_related(report))  # type: ignore[arg-type]


def _concerns(person: Person, text: str) -> bool:
    """Whether the question is about this speaker's part: by office, or by words of what was said."""
    said = "".join(person.said)
    topics = ("任务", "疫情", "抗疫", "防疫", "新冠", "希望", "期望", "五中全会", "自立自强", "创新联合体", "重大科技项目", "引导支持", "支持", "成果转化")
    if "部" in text and "希望" in "".join(person.said) and "科技部" in "".join(person.offices) and any(w in text for w in ("希望", "期望", "期待", "要求", "态度")):
        return True
    return any(word in text and word in said for word in topics)


@_with_release
def media(question: Question, facts: Facts, report: Report, release: Release) -> Answer | None:
    """Which media were there, and whether a named one was."""
    if not release.media:
        return None
    names = release.media.value
    listed = [name for name in question.media if name in names]
    others = [name for name in question.media if name not in names and name in question.text]
    opening = ""
    if listed:
        opening += f"{joined(listed)}在报道点名的媒体之中。"
    if others:
        opening += f"报道点名的媒体中没有{joined(others)}。"
    return answer(
        question,
        facts,
        [lead(f"{opening}报道点名参加发布会的媒体有{len(names)}家：{'、'.join(names)}。"), note("报道在名单后写有“等”，是否还有其他媒体没有说明。")],
        cite=[release.media.cite],
        related=_related(report)[:2],  # type: ignore[arg-type]
    )


def article(question: Question, facts: Facts) -> Answer:
    """Where the figures come from."""
    report = facts.report(question.year)
    cited = _all_sources(report)
    sources = [facts.library.sources[source] for source in cited]
    told = [f"《{source.title}》，{source.publisher}" + (f"，{source.date}" if source.date else "") for source in sources]
    return answer(
        question,
        facts,
        [lead(f"{report.year}年度的内容来自{len(told)}篇公开报道：" if len(told) > 1 else f"{report.year}年度的内容来自公开报道{told[0]}。"), Listing(items=tuple(told)) if len(told) > 1 else None, note("本机器人只转述报道已写明的内容；推算的数字会注明“推算”和算法。")],
        cite=[_first_cite(report)],
        related=[choice("评价是谁组织的？", "organiser", year=report.year)],
    )


def _first_cite(report: Report) -> tuple[object, ...]:
    facts = [fact for fact in (report.title, report.ordinal, report.participants, report.organiser) if isinstance(fact, Fact)]
    return facts[0].cite if facts else report.grade.cite if report.grade else ()


def _all_sources(report: Report) -> list[str]:
    found: dict[str, None] = {}
    for entry in (report.title, report.ordinal, report.participants, report.organiser, report.grade, *report.tiers, *report.results):
        for citation in entry.cite if entry else ():
            found[citation.source] = None
    return list(found)
