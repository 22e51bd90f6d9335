"""How the evaluation was made: its number, who ordered and who carried it out, on which basis, in which steps."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.drafting.article import Article
from knowledge.drafting.event import Said, organisations
from knowledge.drafting.numbers import value
from knowledge.drafting.timing import EARLIER, is_about_another_year, is_ahead

_NUMERAL = r"(\d+|[一二三四五六七八九十]+)"
_ORG = r"[^,。;:、“”《》]{2,30}?(?:组|网|中心|司|部|会|所|院|局|联盟|公司|大学|办公室|厅|署|秘书处|机构|部门|司局)"
_DONE = re.compile(
    rf"(?:^|[,;的])({_ORG})(?:[在根按受][^,]{{2,30}}?(?:上|下|要求|意见|委托|部署))?(?:继续|共同|具体)*"
    r"(?:组织开展|组织实施|承担|实施|开展)了?[^,]{0,20}评价"
)
_THIS_TIME = r"(?:今年|本次|此次|这|年度)(?:已|也|正)?是$"
_EVALUATION = r"评价[^,]{0,30}$|评价[^。]{0,12}(?:是|为|已是)[^,]{0,20}$"
_LONGEST_STEP = 12
_STEP = r"[^,;:、]{1,11}?[评核审查]"
_STEPS = r"(?:程序|环节|阶段|步骤|流程|轮次|工序|道关)"


def read_process(article: Article, year: str | None) -> dict[str, Said]:
    """By the report file's keys: ordinal, commissioned_by, organiser, basis, procedures, title."""
    said: dict[str, Said] = {}
    readers: dict[str, Callable[[str], object]] = {
        "title": _title,
        "ordinal": _ordinal,
        "commissioned_by": _commissioned_by,
        "organiser": _organiser,
        "basis": _basis,
        "procedures": _procedures,
    }
    for key, reader in readers.items():
        for paragraph in article.paragraphs:
            for sentence in paragraph.sentences:
                other = is_about_another_year(sentence, year) or is_ahead(sentence)
                found = None if other else reader(sentence)
                if found and key not in said:
                    said[key] = Said(found, paragraph.place)
    return said


def _title(sentence: str) -> str | None:
    found = re.search(r"《(20\d\d[^》]*评价[^》]*报告)》", sentence)
    return found[1] if found else None


def _ordinal(sentence: str) -> int | None:
    for match in re.finditer(rf"第{_NUMERAL}[次轮届回]", sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        counted = re.search(_THIS_TIME, before) or re.match(r"[^,]{0,18}评价", after) or re.search(_EVALUATION, before)
        if counted and not EARLIER.search(before[-12:]) and not re.match(r"[^,]{0,6}(?:发布会|会议|理事会)", after):
            return value(match[1])
    return None


def _commissioned_by(sentence: str) -> str | None:
    found = re.search(rf"(?:根据|按照|受|应)({_ORG})(?:的)?(?:意见|要求|委托|部署|指示|安排)", sentence)
    return found[1] if found else None


def _organiser(sentence: str) -> str | None:
    if "评价" not in sentence:
        return None
    by = re.search(rf"由({_ORG})(?:牵头|具体|负责)*(?:组织实施|组织开展|承担|实施|开展|组织|负责)", sentence)
    done = re.search(_DONE, sentence)
    for found in (by, done):
        if found and len(organisations(found[1])) == 1 and not re.match(r"根据|按照|据|受|自|对", found[1]):
            return found[1]
    return None


def _basis(sentence: str) -> str | None:
    found = re.search(r"以((?!评价结果|结果)[^,。;]{4,40}?)(?:为|作为)(?:主要|基本|重要)?(?:的)?依据", sentence)
    found = found or re.search(r"(?:主要依据|依据主要)(?:是|为|来自|来源于)([^,。;]{4,40})", sentence)
    return found[1] if found else None


def _procedures(sentence: str) -> tuple[str, ...] | None:
    counted = rf"({_NUMERAL[1:-1]}|两)[个道步轮]*{_STEPS}"
    listed = re.search(
        rf"(?:先后经过|经过了?|经历了?|历经|通过|采取|采用|按照?|分为?|设|包括|经)([^,。;:]+?)(?:这|等)?{counted}",
        sentence,
    )
    one_by_one = re.search(
        r"评价(?:工作)?(?:按)?先([^,。;]+),再([^,。;]+),(?:然后([^,。;]+),)?最后([^,。;]+)", sentence
    )
    if one_by_one:
        steps = tuple(re.sub(r"^(?:进行|经过|由|是)", "", step) for step in one_by_one.groups() if step)
        return steps if max(map(len, steps)) <= _LONGEST_STEP else None
    if not listed and (
        run := re.search(rf"经(?:过|历)?了?((?:{_STEP}、)+{_STEP}(?:[和与及]{_STEP})?)(?=[,后])", sentence)
    ):
        return tuple(re.split(r"、|(?<=[评核审查])[和与及]", run[1]))
    if not listed:
        listed = re.search(rf"{counted}(?:,?(?:分别|依次)?(?:为|是|包括|即|:)+)(?P<items>[^。;]+)", sentence)
        items, said = (listed["items"], listed[1]) if listed else ("", "")
    else:
        items, said = listed[1], listed[2]
    names = [
        re.sub(r"^(?:先|再|然后|最后|并)", "", one)
        for one in re.split(r"[、,“”]|[-—–]+|[和与及](?=[^、,和与及]{2,8}$)", items)
        if one
    ]
    if not names or len(names) != value(said) or any(len(name) > _LONGEST_STEP for name in names):
        return None
    return tuple(names)
