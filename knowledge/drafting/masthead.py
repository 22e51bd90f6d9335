"""Who published an article and when: in its source line, its dateline, its letterhead or its signature."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.drafting.numbers import plain
from knowledge.drafting.press import BODY_END

_DATE = r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_SOURCE_LINE = re.compile(
    r"^\(?(?:(?:文章|稿件|信息|新闻)?来源(?:于|自)?|转载自|转自|摘自|出处|发布时间|发表时间|时间|日期|发布日期)[:：]?"
)
_PUBLISHER = re.compile(
    r"(?:来源(?:于|自)?|转载自|转自|摘自|出处)[:：]?\s*([^\s,;。|()]+?)(?=\s|[,;。|()]|发布时间|时间|日期|$)"
)
_REPORTED = re.compile(
    r"据[《“]?([^《》“”,。]+?)[》”]?(?:杂志|网站)?(20\d\d年\d+月\d+日)?(?:报道|消息)|"
    r"\(?(?:原载|原刊|刊载|刊登|刊发|载|刊)于?《([^《》]+)》(?:杂志)?(20\d\d年\d+月\d+日)?"
)
_DATED = re.compile(rf"^(?:([一-龥A-Za-z]{{2,15}}?)\s*)?{_DATE}(?:\s+\d+:\d+(?::\d+)?)?(?:\s.{{0,40}})?$")
_BRACKETED = re.compile(r"^[【\[](?!本)([^】\]]{2,12}?)(?:专?讯|消息|电)?[】\]]")
_AGENCY = re.compile(r"^(?!本)([一-龥]{1,8}?[社网报台])[一-龥]{2,5}?\d{1,2}月\d{1,2}日[电讯]")
_DATELINE = re.compile(rf"^.{{0,40}}?({_DATE})(?:专?[电讯]|消息)")
_BODY = re.compile(rf"[一-龥·]{{4,30}}(?<=.{{3}}){BODY_END}")
_CREDITED = re.compile(rf"^\(?(?:{_DATE},?)?《([^》]{{2,12}})》(?:,?{_DATE})?\)?$")
_ENDS_DATED = re.compile(rf"^[^,。;:]{{0,40}}?\s{_DATE}(?:\s+\d+:\d+(?::\d+)?)?$")
_TOP = 4


@dataclass(frozen=True)
class Masthead:
    """`dated` is the day of publication, `YYYY-MM-DD`; `rest` are the lines that tell something else."""

    publisher: str | None
    dated: str | None
    rest: list[str]


def read_masthead(lines: list[str], *, titled: bool) -> Masthead:
    """Tell the lines that say who published the article and when from the others."""
    publisher, dated, rest = _signature(lines)
    top = 0 if titled else 1
    kept: list[str] = []
    for number, line in enumerate(rest):
        bare = re.sub(r"[“”]|微信公众号|公众号", "", plain(line.strip(" ()")))
        at_top = number < _TOP
        bracketed = (_BRACKETED.match(bare) or _AGENCY.match(bare)) if at_top else None
        publisher = publisher or (bracketed[1] if bracketed else None)
        if at_top and number >= top and _is_source_line(bare):
            issuer = kept.pop() if re.fullmatch(_DATE, bare) and kept and _BODY.fullmatch(kept[-1]) else None
            publisher = publisher or issuer or _named_in(bare)
            dated = dated or iso_date(bare)
            continue
        dateline = _DATELINE.match(bare) if at_top else None
        dated = dated or (iso_date(dateline[1]) if dateline else None)
        kept.append(line)
    return _from_text(publisher, dated, kept)


def iso_date(text: str) -> str | None:
    """The first full date in `text` as `YYYY-MM-DD`."""
    found = re.search(_DATE, text)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def _signature(lines: list[str]) -> tuple[str | None, str | None, list[str]]:
    """Body and date that stand alone on the last two lines, and the lines before them."""
    last = plain(re.sub(r"\s", "", lines[-1])) if len(lines) > _TOP else ""
    if not re.fullmatch(_DATE, last):
        return None, None, lines
    body = re.sub(r"\s", "", lines[-2])
    return (body, iso_date(last), lines[:-2]) if _BODY.fullmatch(body) else (None, iso_date(last), lines[:-1])


def _from_text(publisher: str | None, dated: str | None, lines: list[str]) -> Masthead:
    """What is still open as the text itself tells it: 据科技日报2020年11月19日报道, (2020-11-19)."""
    text = plain("\n".join(lines))
    said = _REPORTED.search(text)
    issuer, day = (said[1] or said[3], said[2] or said[4] or "") if said else ("", "")
    if not publisher and _is_medium(issuer):
        publisher, dated = issuer, dated or iso_date(day)
    bracketed = re.search(rf"\(({_DATE})\)", text)
    return Masthead(publisher, dated or (iso_date(bracketed[1]) if bracketed else None), lines)


def _is_source_line(line: str) -> bool:
    dated = (_DATED.match(line) or _ENDS_DATED.match(line)) and not re.search(r"[,。]", line)
    return bool(dated or _SOURCE_LINE.match(line) or _CREDITED.match(line))


def _named_in(line: str) -> str | None:
    """The publisher that a source line names."""
    if credited := _CREDITED.match(line):
        return str(credited[4])
    found = _PUBLISHER.search(line) or _DATED.match(line)
    return found[1] if found and found[1] else _medium_in(line)


def _medium_in(line: str) -> str | None:
    """The word of a source line that is the name of a medium."""
    return next((word for word in re.split(r"[\s|]+", line) if _is_medium(word)), None)


def _is_medium(name: str) -> bool:
    return bool(re.search(r"(?:报|社|网|刊|杂志|中国|电视台|周刊)$", name)) and len(name) <= 12  # noqa: PLR2004 (a name)
