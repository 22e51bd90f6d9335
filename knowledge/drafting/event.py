"""The release: when and where, who held it, who came, who was in the chair."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import dropwhile, takewhile
from typing import Any

from knowledge.drafting.article import Article, Paragraph
from knowledge.drafting.press import BODY_END, CITIES, MEDIUM, OFFICE_END
from knowledge.drafting.timing import EARLIER, is_ahead

_DAY = re.compile(r"(?<![\d.])(?:(?:(20\d\d)年)?(\d{1,2})月)?(\d{1,2})[日号](?!线)")
_HELD = r"召开|举行|举办|发布|公布|揭晓|开幕|对外公布|亮相|出炉"
_EVENT = r"发布会|发布仪式|发布活动|会议|大会|活动|仪式|现场|报告|评价的?结果"
_PLACE = re.compile(rf"[在于]([^,。;:、《》在于()]{{1,20}}?)(?:对外|正式|隆重|成功|顺利|如期|联合|同步)*(?:{_HELD})")
_NO_PLACE = re.compile(
    r"[这那]里|此[地处间]?$|当地|线上|网上|会上|现场|近日|日前|年|月|日|期间|指导|支持|基础|联盟|评价|活跃|报告|北斗"
)
_LISTED = r"(?:[^、,。;:“”()]+、)*[^、,。;:“”()]+?(?:[和及与][^、,。;:“”()]+?)?"
_MANY = r"等(?:\d+[余多]?家|多家|[一二三四五六七八九十几]+家|数家)?的?(?:新闻|主流|中央|行业)*(?:媒体|报刊|记者)"
_MEDIA = re.compile(rf"({_LISTED})(?:{_MANY}|的记者|多家媒体|(?<=[报社网台])记者)")
_MEDIUM = re.compile(MEDIUM)
_ROLE = r"(?:[一-龥]{0,4}?(?:嘉宾|代表|来宾|专家|记者|观众))?"
_CROWD = re.compile(rf"((?:线上线下)?(?:共计|合计|总计|共有|共)?(?:约|近|超过?|逾)?\d+[余多]?[人名位]{_ROLE})")
_CAME = re.compile(r"参加|出席|到会|与会|参会|到场|莅临|观看|参与")
_MEETING = r"(?:会议|发布会|活动|仪式|大会|本次|此次)"
_CHAIRED = (
    re.compile(r"主持人(?:为|是|:)+([^,。;、]+)"),
    re.compile(r"由([^,。;由]{2,40}?)(?:先生|女士|同志)?(?:担任主持|主持)"),
    re.compile(rf"(?:^|[,;])([^,;。]{{2,40}}?)(?:先生|女士|同志)?(?:主持(?=[,;]|$)|主持了?{_MEETING}|担任主持)"),
)


@dataclass(frozen=True)
class Said:
    """Something the article says, with its place; `how` where it takes a step to read it so."""

    value: Any
    place: str
    how: str | None = None


@dataclass
class Event:
    """What the article says of the release, by the report file's keys, and who was in the chair."""

    said: dict[str, Said] = field(default_factory=dict)
    chair: Said | None = None
    chair_office: str | None = None


def read_event(article: Article) -> Event:
    """Read the release; what is only announced or tells of an earlier one is left out."""
    event = Event()
    paragraphs = [p for p in article.paragraphs if not _is_list(p)]
    for key, reader in _READERS.items():
        for sentence, place in _sentences(paragraphs):
            found = reader(sentence, article)
            if found:
                event.said[key] = Said(found, place, _year_from(sentence, article) if key == "date" else None)
                break
    _read_chair(event, paragraphs)
    return event


def _is_list(paragraph: Paragraph) -> bool:
    return len(paragraph.cells) > 1


def _sentences(paragraphs: list[Paragraph]) -> Iterator[tuple[str, str]]:
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            if not is_ahead(sentence) and not re.search(r"上[一]?[次届]|去年|往年", sentence):
                yield sentence, paragraph.place


def _year_from(sentence: str, article: Article) -> str | None:
    """How the year of the day is known where the sentence does not print it."""
    day = next((match for match in _DAY.finditer(sentence) if _is_of_event(match, sentence)), None)
    if day is None or day[1]:
        return None
    if day[2]:
        return f"文中只写{day[2]}月{day[3]}日，年份据报道日期{article.dated}"
    return f"文中只写{day[3]}日，年份和月份据报道日期{article.dated}"


def _is_of_event(match: re.Match[str], sentence: str) -> bool:
    before, after = sentence[: match.start()], sentence[match.end() :]
    if re.search(r"截至[^,]*$|(?<![来出])自[^,]*$|至$|据[^,]*$", before) or EARLIER.search(before):
        return False
    return not re.match(r"前|以前|起|至|电|专?讯|报道|消息", after)


def _date(sentence: str, article: Article) -> str | None:
    if not re.search(_HELD, sentence) or not re.search(_EVENT, sentence) or re.match(r"截至|据", sentence):
        return None
    for match in _DAY.finditer(sentence):
        if _is_of_event(match, sentence):
            return _whole_date(match[1], match[2], match[3], article.dated)
    return None


def _whole_date(year: str | None, month: str | None, day: str, dated: str | None) -> str | None:
    """The date with what it leaves out taken from the day of publication, which comes no earlier."""
    if year and month:
        return f"{year}-{int(month):02}-{int(day):02}"
    if not dated:
        return None
    this = f"{dated[:5]}{int(month or dated[5:7]):02}-{int(day):02}"
    return this if this <= dated else None


def _part_of_day(sentence: str, _: Article) -> str | None:
    found = re.search(r"\d+[日号](上午|下午|晚上?|中午)", sentence)
    return found[1] if found and re.search(_HELD, sentence) else None


def _place(sentence: str, _: Article) -> str | None:
    for match in _PLACE.finditer(sentence):
        if not re.search(_EVENT, sentence) or _NO_PLACE.search(match[1]):
            continue
        return CITIES.get(match[1], match[1])
    return None


def _online(sentence: str, _: Article) -> str | None:
    found = re.search(r"线上分会场|(?:网络|线上|视频|图文|在线)直播", sentence)
    return found[0] if found else None


def _hosts(sentence: str, _: Article) -> tuple[str, ...] | None:
    listed = [
        *re.finditer(r"主办(?:单位|方)(?:为|是|有|包括|:|\d+家|,)+([^。;]+)", sentence),
        *re.finditer(r"由([^由。;]+?)(?:共同|联合|等)*(?:主办|举办|合办)", sentence),
        *re.finditer(r"(?:^|[,;])([^,;由]+?)(?:共同|联合)*(?:主办|举办|合办)", sentence),
    ]
    for match in listed:
        hosts = list(takewhile(_is_body, dropwhile(lambda name: not _is_body(name), organisations(match[1]))))
        if hosts:
            return tuple(hosts)
    return None


def _is_body(name: str) -> bool:
    return bool(re.search(rf"{BODY_END}$", name)) and not re.search(r"\d|[与到参]会$", name)


def organisations(text: str) -> list[str]:
    """The bodies that `text` lists; 和 and 与 part two of them only where a body ends before it."""
    parted = re.sub(rf"({BODY_END})(?:以及|和|与|及|会同|联合)(?=.{{2,}}{BODY_END}$|.{{2,}}?[、,])", r"\1、", text)
    return [
        piece.strip("“”《》 ") for piece in re.split(r"[、,]|以及|(?:共同|联合)$", parted) if piece.strip("“”《》 ")
    ]


def _attendance(sentence: str, _: Article) -> str | None:
    if not _CAME.search(sentence) or re.search(r"联盟的?成员|成员单位\d", sentence):
        return None
    for match in _CROWD.finditer(sentence):
        near = sentence[max(0, match.start() - 40) : match.end() + 25]
        if _CAME.search(near):
            return re.sub(r"^(?:共计|合计|总计|共有|共)", "", match[1])
    return None


def _media(sentence: str, _: Article) -> tuple[str, ...] | None:
    listed = re.search(r"媒体(?:有|包括|为|:)+([^。;]+)", sentence) or _MEDIA.search(sentence)
    if not listed:
        return None
    pieces = re.split(r"[、,]|以及|(?<=[报社网台])[和与及]", listed[1])
    names: list[str] = []
    known = 0
    for piece in reversed(pieces):
        found = [match[0] for match in _MEDIUM.finditer(piece)]
        known += bool(found)
        if not found and len(pieces) > 1 and re.fullmatch(r"[一-龥A-Za-z]{2,6}", piece):
            found = [piece]
        name = _bare_medium(found[-1]) if found else None
        if not name:
            break
        names.insert(0, name)
    return tuple(names) if len(names) > 1 and known else None


def _bare_medium(text: str) -> str:
    text = re.sub(r"^.*(?:来自|邀请了?|吸引了?|包括|以及|还有|其中|并有)(?=.{2,})", "", text)
    return re.sub(r"^(?:有(?!色)|[和与及])(?=.{2,})", "", text)


def _read_chair(event: Event, paragraphs: list[Paragraph]) -> None:
    for sentence, place in _sentences(paragraphs):
        found = next((match for pattern in _CHAIRED if (match := pattern.search(sentence))), None)
        named = _person(found[1]) if found else None
        if named:
            event.chair, event.chair_office = Said(named[1], place), named[0]
            return


def _person(text: str) -> tuple[str | None, str] | None:
    """Office and name: 协同发展网秘书长程学忠 → (协同发展网秘书长, 程学忠)."""
    office = re.fullmatch(rf"(.+{OFFICE_END})([一-龥]{{2,4}})", text)
    if office:
        return office[1], office[2]
    return (None, text) if re.fullmatch(r"[一-龥]{2,3}", text) and not re.search(rf"{BODY_END}$", text) else None


_READERS: dict[str, Callable[[str, Article], object]] = {
    "date": _date,
    "part_of_day": _part_of_day,
    "place": _place,
    "online": _online,
    "hosts": _hosts,
    "attendance": _attendance,
    "media": _media,
}
