"""The words of a sentence that count: tiers, the grade, numbers, shares and what they are shares of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.drafting.numbers import value
from knowledge.drafting.rows import PARTICIPANTS, TOTAL

NOT_ALLIANCES = r"媒体|企业|高校|院所|单位|机构|公司|理事|成员|会员|协会|报社|大学|研究|新闻|记者"
PRESENT = (
    r"(?:参评|(?:参加|参与|接受|纳入)了?(?:(?:[本此这该][次轮期]|[本今]年)度?的?)?(?:活跃度)?评价|受评)"
    r"(?:的)?(?:试点|产业技术创新战略)?(?:联盟)?(?:总?数)?"
)
EVERYONE = (
    r"(?:(?:全部|所有|全国|全体)(?:的)?(?:现有|共有|有)?(?:试点)?联盟(?:总?数)?|"
    r"(?<=占)试点联盟(?=的?\d)|(?:试点)?联盟(?:的)?(?:总数|总量|总体|全体)|总数|总量|全部|总体)"
)
_COUNT = rf"\d+(?:余|多)?(?:家(?!{NOT_ALLIANCES})|个(?=[,;、。)占]|分别|$))"
_OF_ALLIANCES = r"(?:联盟|的|[”)]|[档级类等]|合计|共计?|总计)(?:则|也|共|仅|只|有|为|是|达|计|:)*$"
_CHANGE = re.compile(r"(?:增加|减少|多出?|少|增长|下降|新增|净增|提高|上升|回落)了?$")
_COLLECTIVE = ("first", "rest", "middle", "both")
_LINK = re.compile(r"[“”]*(?:的)?(?:联盟)?(?:、|和|与|及|以及|[“”])[“”]*")


@dataclass(frozen=True)
class Mention:
    """A `count`, a `share`, a `base` of shares, the `grade`, or `tiers`: one, or several named together.

    `guessed` tells that a word such as 前两档 stands for the tiers.
    """

    kind: str
    text: str
    start: int
    end: int
    tiers: tuple[str, ...] = ()
    guessed: bool = False


class Mentions:
    """Finds the mentions of a sentence, for tiers `names` from the highest down; remembers tiers for 两者."""

    def __init__(self, names: list[str], grade: str | None) -> None:
        self._names = names
        self._pattern = _pattern(names, grade)
        self._recent: list[tuple[str, ...]] = []

    def of(self, sentence: str) -> list[Mention]:
        """The mentions in their order; numbers that tell of a change are none."""
        found: list[Mention] = []
        for match in self._pattern.finditer(sentence):
            kind = str(match.lastgroup)
            around = sentence[: match.start()], sentence[match.end() :]
            change = kind == "count" and not self._counts_alliances(match[0], *around)
            points = kind == "share" and sentence.startswith("个百分点", match.end())
            if change or points:
                continue
            if kind in ("count", "share", "base", "grade"):
                text = re.sub(r"\D", "", match[0]) if kind == "count" else match[0]
                found.append(Mention(kind, text, match.start(), match.end()))
                continue
            tiers = self._tiers_of(kind, match[0], found)
            guessed = kind in _COLLECTIVE
            last = found[-1] if found and found[-1].kind == "tiers" else None
            gap = sentence[last.end : match.start()] if last else ""
            if kind == "both" and last and not re.search(r"[,;]", gap):
                continue
            if last and _LINK.fullmatch(gap):
                tiers = tuple(dict.fromkeys((*last.tiers, *tiers)))
                found[-1] = Mention("tiers", match[0], last.start, match.end(), tiers, guessed)
            elif tiers or guessed:
                found.append(Mention("tiers", match[0], match.start(), match.end(), tiers, guessed))
                self._recent += [tiers] if tiers else []
        return found

    def _counts_alliances(self, number: str, left: str, right: str) -> bool:
        """Whether `number` counts alliances, not a change; a bare 35个 must stand beside what it counts."""
        if _CHANGE.search(left):
            return False
        shared = re.match(r"[,(]?占(?:参评|全部|试点|联盟)", right)
        beside = shared or re.search(_OF_ALLIANCES, left) or self._ends_with_tier(left)
        return not number.endswith("个") or bool(beside)

    def _ends_with_tier(self, text: str) -> bool:
        bare = re.sub(r"(?:则|也|共|仅|只|有|为|是|达|计)*$", "", text)
        return any(bare.endswith(form) for name in self._names for form in _forms(name, self._names))

    def starts_with_tier(self, text: str) -> bool:
        """Whether `text` goes on with a tier: 的“领跑”, 活跃度高."""
        found = self._pattern.search(text[:16])
        return bool(
            found and found.lastgroup == "tiers" and re.fullmatch(r"[“(为是属于的达到处在联盟]*", text[: found.start()])
        )

    def _tiers_of(self, kind: str, text: str, before: list[Mention]) -> tuple[str, ...]:
        if kind in _COLLECTIVE:
            return self._together(kind, text, before)
        bare = re.sub(r"(?:等级|档)?的?[及和或]?以[上下]$", "", text) if kind in ("upward", "downward") else text
        said = _listed_forms(self._names).get(bare, bare.strip("“”"))
        name = next((name for name in self._names if said in _forms(name, self._names)), None)
        if name is None or kind == "tiers":
            return (name,) if name else ()
        at = self._names.index(name)
        return tuple(self._names[: at + 1] if kind == "upward" else self._names[at:])

    def _together(self, kind: str, text: str, before: list[Mention]) -> tuple[str, ...]:
        """The tiers that 前两档, 后两档, 其余两档, 中间三档 or 两者 stand for, none where that is open."""
        counted = re.search(r"[二两三四五六七八\d]", text)
        number = (value(counted[0].replace("两", "二")) if counted else None) or 2
        if kind == "first":
            return tuple(self._names[:number])
        if kind == "middle":
            margin, odd = divmod(len(self._names) - number, 2)
            return () if odd or margin < 1 else tuple(self._names[margin : margin + number])
        here = list(dict.fromkeys(tier for mention in before for tier in mention.tiers))
        if kind == "rest":
            rest = [name for name in self._names if name not in here]
            return tuple(rest) if len(rest) == number else ()
        recent = [tier for tiers in self._recent[-number:] for tier in tiers]
        return tuple(dict.fromkeys(here or recent))[-number:]


def _pattern(names: list[str], grade: str | None) -> re.Pattern[str]:
    forms = sorted({form for name in names for form in _forms(name, names)}, key=len, reverse=True)
    listed = [rf"{re.escape(form)}(?=、|和|与|及|以及)" for form in _listed_forms(names)]
    any_name = "|".join([*map(_guarded, forms), *listed]) or r"(?!)"
    some = r"(?:[二两三四五六七八]|\d)个?(?:等级|档次|级别|梯队|[档级类等])"
    parts = {
        "upward": rf"“?(?:{any_name})”?(?:等级)?(?:的)?[及和或]?以上",
        "downward": rf"“?(?:{any_name})”?(?:等级)?(?:的)?[及和或]?以下",
        "grade": re.escape(grade) if grade else r"(?!)",
        "tiers": rf"(?:{any_name})",
        "first": rf"(?:排名|最)?[前首头]{some}",
        "rest": rf"(?:其余|其他|其它|另外|余下|剩下的?){some}",
        "middle": rf"(?:居中|中间)的?{some}",
        "both": rf"两者|二者|三者|(?:上述|以上|这|最?[后末]){some}|两[档级类等]",
        "share": r"(?<![\d.])\d{1,3}(?:\.\d+)?%",
        "base": rf"{PRESENT}|{EVERYONE}",
    }
    named = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in parts.items())
    return re.compile(rf"(?P<count>{_COUNT})|{named}")


def _guarded(form: str) -> str:
    """A short form such as 高 or 较高 counts only where it stands as a level of its own."""
    if len(form) > 2 or re.search(r"[A-Za-z]", form):  # noqa: PLR2004 (较高, 一般)
        return re.escape(form)
    ahead = r"(?=[”、,:(和与及]|以及|的?(?:试点|参评)?联盟|的?(?:有|共|合|总|相加|加起|为|是|占|\d)|[两三四]?[档级类等]|$|[及]?以[上下])"
    behind = r"(?<![提更最升较很度不增])" if len(form) == 1 else r"(?<![不])"
    return f"{behind}{re.escape(form)}{ahead}"


def _forms(name: str, names: list[str]) -> list[str]:
    """How a tier is written: 活跃度较高, 较高活跃度, and 较高 where the others share 活跃度."""
    stem = next((m[1] for other in names if (m := re.match(r"(.{1,5}[度性力])(?=.)", other))), None)
    if not stem or not name.startswith(stem):
        return [name]
    short = name.removeprefix(stem)
    linked = [f"{stem}{link}{short}" for link in ("为", "是", "达到")]
    return [name, f"{short}{stem}", f"{short}{stem[:-1]}", *linked, short]


def _listed_forms(names: list[str]) -> dict[str, str]:
    """Tiers by how they begin where they are named together: 第一、第二梯队."""
    found = [(name, end[0]) for name in names if (end := re.search(r"(?<=.)(?:梯队|[档级类等])$", name))]
    shared = len(found) > 1 and len({end for _, end in found}) == 1
    return {name.removesuffix(end): name for name, end in found} if shared else {}


def base_of(text: str) -> str:
    """The field of the share whose base `text` names."""
    return PARTICIPANTS if re.fullmatch(PRESENT, text) else TOTAL
