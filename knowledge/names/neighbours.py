"""What is glued to the name of an alliance, and makes it the name of something else.

花卉协会, 花卉供应商联盟, 世界电动汽车联盟, 江苏的化纤联盟, 花卉联盟的子公司: between the beginning of a run and its end
nothing with content may vanish. Verbs, pronouns, particles and politeness may: they make a sentence around a name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from knowledge.names.belonging import CALLED, POINTING, WITHIN, noun_at, nouns
from knowledge.text.lexicon import Hit, Segment
from knowledge.text.patterns import lazy_pattern
from knowledge.text.tokens import Token

NAMING = ("name", "sector", "unknown")
"""Kinds of segments that names are made of."""
_SPELT = ("latin", "pinyin")
_OPENING = frozenset(
    "换是了说讲叫谁会那有都在吗对没么还就也要以同其可或之得拿的算呢念写给把被获入除去跟从弄和与及按只咩乜看能为咋用来选才刚仅"
    "指帮但约找提查该因想问答喺听您你他她它我咱俺嗯并咁冇请啊呀啦哇哦噢喔欸诶耶哟呦呗喽嘞咧哩噻嗷嘿呃唉哎着呵嘻额啧哼呐嗐"
    "系排挨搞做卖过搜若于亦而虽曾已稍吵勿又让啰侬覅啵撒佢嘅咗哋啲睇揾恁瞅瞧嗳嗰咪啱伐噉喂吖晒喇噃啩核比评列进到由吧当凭靠求再先这哪催猜个带连"
)
"""Single characters that may stand right before a name; any other makes another word of it (非化纤, 大电动汽车)."""
_LOCALIZERS = frozenset("上下里中外前后时内高低新真好差总共单双少多年名人家级档类种项条位份代当")
"""Behind another word these belong to that (名单里化纤)."""
_OTHERS = frozenset(["其他", "其它", "别的", "另一个", "另一家", "另外的", "类似", "同类", "相关"])
_FAKE = frozenset(["假", "假的", "假冒", "冒牌", "冒充", "山寨", "仿冒", "伪造", "自称", "号称", "同名的"])
"""With one of these before it, with 的 or without, a name is not that of the alliance itself."""
_THAT_ALLIANCE = lazy_pattern(r"^[这那哪该此它咱我俺你他什啥各几多每所全其]")
_COPULA = frozenset("的之是算属在有呢吧啊呀哦嘛哈呐那这等")
_JOINING = frozenset("-+")
_WHICH = frozenset(["哪个", "哪家", "哪些", "哪几家", "谁", "都", "分别", "各"])
"""Behind a sector word these ask about several: it is one of them (木竹 家具 哪个是A级)."""
_LINKING = frozenset(
    [*"的之那这它咱啊呀嘛呢吧哦哈呃嗯", "那个", "这个", "那家", "这家", "他们", "咱们", "我们", "你们"]
)
"""Between a name and the word for alliance only these say nothing."""
_CONNECTING = frozenset("和及与暨")
_PREDICATE = lazy_pattern(r"^\d+[个家]?$|^[是算属在进评上列入够有获拿得到当被和跟与及或同归选不没也都能会可成等两俩几]")
_PLACE = lazy_pattern(
    r"[省市县区州村镇乡校厂院所洲]$|(?<![中我全祖])国$|^(?:日本|印度|越南|俄罗斯|东盟|欧盟|[海境国]外)$|"
    r"^(?:我们|咱们?|俺)?(?:这|那)(?:里|儿|边)?$|^(?:当|本|外)地$"
)
_BEFORE_NAMES = ("是", "叫", "为", "搞", "做", "系")
"""Behind these a localizer belongs to the name that follows (是外存储联盟)."""
_IN_FIELD = frozenset(["做", "搞", "干", "卖", "从事", "经营", "生产", "研究", "是做", "是搞"])
_RELATION = lazy_pattern(
    r"牵头|发起|合作|下属|旗下|下面|以外|之外|竞争|主管|挂靠|孵化|管理|领导|隔壁|对面|[那这]边|行业|领域|控股|投资|同名|重名|兄弟|姊妹|姐妹|友好|对口"
)
LONGEST_TAIL = 6
"""So many words behind a name may speak of what belongs to it (花卉联盟牵头成立的联盟)."""
LONGEST_WITHIN = 12
"""So many tokens behind a name are looked at where the best cut may have broken words."""
_START = attrgetter("start")


class Wider(NamedTuple):
    """The tokens of what a name is only a part of; `head` where that is another thing only if a verdict is asked for.

    化纤协会会长是谁 may be asked of the alliance; 化纤协会是A级吗 is not.
    """

    start: int
    end: int
    head: bool


def one_phrase(here: Token, before: Token) -> bool:
    """Whether a blank between two tokens only stands between the words of English or the syllables of pinyin."""
    return here.kind in _SPELT and before.kind in _SPELT


def wider(start: int, end: int, segments: Sequence[Segment], tokens: Sequence[Token], name: str) -> Wider | None:
    """What the name at tokens `start` to `end` is only a part of; None where it stands for itself.

    Words of its own full `name` may stand behind it.
    """
    first = bisect_left(segments, start, key=_START)
    last = bisect_left(segments, end, key=_START)
    around = _Around(segments, tokens, name)
    before = around.before(first)
    after = around.before_suffix(last)
    if before is not None or after is not None:
        return Wider(start if before is None else before, end if after is None else after, head=False)
    behind = around.head(first, last)
    return Wider(start, behind, head=True) if behind is not None else None


def _until_gap(tokens: Sequence[Token]) -> int:
    """How many of `tokens` stand together, each of one character."""
    return next((place for place, one in enumerate(tokens) if (place and one.gap) or len(one.form) > 1), len(tokens))


class _Around:
    """The segments of a sentence, looked at from a name; places are numbers of segments."""

    def __init__(self, segments: Sequence[Segment], tokens: Sequence[Token], name: str) -> None:
        self._segments = segments
        self._tokens = tokens
        self._name = name

    def before(self, first: int) -> int | None:
        """The token at which the longer name begins, if something before the name belongs to it."""
        place = first - 1
        if not self._glued(first):
            return None
        if self._text(place) == ")":
            opening = self._in_brackets(place, -1)
            return None if opening is None else self._segments[opening].start
        if self._joined(place):
            return self._segments[place - 1].start
        if self._text(place) in ("的", "那个", "这个"):
            return self._segments[place - 1].start if self._owned(place) else None
        if not self._has_content(place):
            return None
        while self._glued(place) and (self._has_content(place - 1) or self._segments[place - 1].kind in NAMING):
            place -= 1
        return self._segments[place].start

    def before_suffix(self, last: int) -> int | None:
        """The token at which the longer name ends, if something stands between the name and the word for alliance."""
        place = last
        content = False
        while self._glued(place) and place - last < LONGEST_TAIL:
            segment = self._segments[place]
            if place == last and self._text(place) in _CONNECTING:
                return self._joined_to(place)
            if place == last and self._text(place) == "(" and not content:
                return self._bracketed(place)
            if segment.kind == "suffix":
                return segment.start if content else self._behind_short_suffix(place)
            if segment.kind == "frame" and self._text(place).endswith("联盟"):
                plain = not self._misheard(place) and _THAT_ALLIANCE.match(self._text(place))
                return None if plain else segment.end
            if segment.kind == "mark" and place == last and self._hyphenated(place):
                return self._segments[place + 1].end
            if segment.kind == "mark" and self._joined(place):
                return self._segments[place + (self._kind(place + 1) in NAMING)].end
            if segment.kind not in ("frame", *NAMING) or self._says_something(place):
                return None
            word = self._text(place)
            content = content or (word not in _LINKING and word not in self._name)
            place += 1
        return None

    def _bracketed(self, place: int) -> int | None:
        """The token at which a bracket ends that stands between a name and the word for alliance (化纤（新材料）联盟)."""
        other = self._in_brackets(place, 1, NAMING)
        named = {hit.entry.value for number in range(place + 1, other or place) for hit in self._hits(number)}
        if not other or any(hit.entry.value in named for hit in self._hits(place - 1)):
            return None
        return self._segments[other].end if self._kind(other + 1) == "suffix" else None

    def _in_brackets(self, place: int, step: int, kinds: Sequence[str] = ("sector",)) -> int | None:
        """The other one of the brackets that open at `place`, or close there where `step` leads back.

        Between them is nothing but what makes another name where it is glued to one: 化纤联盟(北京), (北京)化纤联盟.
        """
        for number in range(place + step, place + step * LONGEST_TAIL, step):
            if self._text(number) in ("(", ")"):
                return number if number != place + step else None
            if self._kind(number) not in kinds and not self._is_noun(number):
                return None
        return None

    def _joined_to(self, place: int) -> int | None:
        """The token at which a name with 及 or 与 in it ends (存储及备份产业技术创新战略联盟)."""
        for number in range(place + 1, min(place + LONGEST_TAIL, len(self._segments))):
            if not self._glued(number) or self._kind(number) == "name":
                return None
            if self._kind(number) == "suffix":
                whole = self._text(number).startswith(("产业", "技术"))
                return self._segments[number].start if whole or self._asks_of_one(number + 1) else None
            if self._kind(number) not in NAMING and (self._kind(number) != "frame" or self._says_something(number)):
                return None
        return None

    def _asks_of_one(self, place: int) -> bool:
        """Whether what follows asks about a single thing (是A级吗, not 都是A级吗 or 哪个是A级)."""
        return self._text(place) in ("是", "是不是", "算", "算不算", "的", "") or self._text(place).startswith("a级")

    def head(self, first: int, last: int) -> int | None:
        """The token at which a phrase ends that speaks of something that only belongs to the name."""
        place = last
        if self._kind(place) == "suffix":
            place += 1
            if self._text(place) == "(" and (closing := self._in_brackets(place, 1)):
                return self._segments[closing].end
        elif self._text(place) == "的" and first and self._text(first - 1) in _IN_FIELD:
            after = self._text(place + 1)
            return None if after.endswith("联盟") or after in _LINKING else self._segments[place].end
        if self._is_noun(place) and (self._glued(place) or self._ends_phrase(place)):
            return self._segments[place].end
        if not self._glued(place):
            return None
        return self._within(place) or self._related(place)

    def _ends_phrase(self, place: int) -> bool:
        """Whether nothing that belongs to the word follows it, but at most what is asked (花卉 协会 A级吗)."""
        if self._kind(place) == "sector" and (self._kind(place + 1) in NAMING or self._text(place + 1) in _WHICH):
            return False
        if self._kind(place + 1) == "mark" or self._tokens[self._segments[place + 1].start].gap:
            return True
        return self._text(place + 1) in ("是", "是不是", "也是", "算", "评上", "上榜", "a级吗")

    def _within(self, place: int) -> int | None:
        """The token at which something ends that is in what is named: 化纤联盟里的企业, 化纤联盟电缆分会.

        The best cut may have broken such words (的分会是).
        """
        start = self._segments[place].start
        tokens = self._tokens[start : start + LONGEST_WITHIN]
        following = "".join([token.form for token in tokens[: _until_gap(tokens)]])
        link = WITHIN.match(following)
        pointing = link is not None and link[0].endswith(POINTING)
        for begin in (link.end(), link.end() - 1) if link else ():  # 里的中心
            if begin and (noun := noun_at(following, begin)):
                return None if pointing and noun in CALLED else start + begin + len(noun)
        if link:
            place = bisect_left(self._segments, start + link.end(), key=_START)
        behind = place
        while self._glued(behind) and self._kind(behind) in NAMING:
            behind += 1
        if behind > place + 1 and self._is_noun(behind - 1):
            return self._segments[behind - 1].end
        if (link or behind > place) and self._glued(behind) and self._is_noun(behind):
            return self._segments[behind].end
        named = link and not pointing and behind > place and self._kind(place) == "sector"
        return self._segments[behind - 1].end if named else None

    def _related(self, place: int) -> int | None:
        """The token at which something ends that stands in a relation to what is named (化纤联盟牵头的项目)."""
        related = False
        for number in range(place, min(place + LONGEST_TAIL, len(self._segments) - 1)):
            if not self._glued(number) or self._segments[number].kind == "mark":
                return None
            word = self._text(number)
            related = related or _RELATION.search(word) is not None
            noun, other = self._is_noun(number + 1), related and self._kind(number + 1) == "suffix"
            if self._text(number - 1) == "的" and (other or self._named(number)):
                return self._segments[number].end
            if (related and noun) or (word.endswith("的") and (other or (number == place and noun))):
                return self._segments[number + 1].end
            if not related and number > place:
                return None
        return None

    def _named(self, place: int) -> bool:
        """Whether the name of another alliance begins there (花卉联盟的盆景联盟)."""
        return self._kind(place) in ("unknown", "sector") and self._kind(place + 1) == "suffix"

    def _behind_short_suffix(self, place: int) -> int | None:
        """产业 may be a part of a longer name (花卉产业知识产权联盟)."""
        if self._text(place).endswith("联盟"):
            return None
        end = None
        for number in range(place + 1, min(place + LONGEST_TAIL, len(self._segments))):
            if not self._glued(number) or (self._kind(number) == "frame" and not self._is_noun(number)):
                return None
            if self._kind(number) == "suffix":
                return end
            end = self._segments[number].end
        return None

    def _kind(self, place: int) -> str:
        return self._segments[place].kind if 0 <= place < len(self._segments) else "mark"

    def _text(self, place: int) -> str:
        if not 0 <= place < len(self._segments):
            return ""
        segment = self._segments[place]
        if segment.hits and segment.hits[0].means == "pinyin":
            words = [hit.entry.filler for hit in segment.hits]
            return next((word for word in words if word in _LINKING), words[0])
        return "".join([token.form for token in self._tokens[segment.start : segment.end]])

    def _glued(self, place: int) -> bool:
        """Whether nothing separates the segment from the one before; blanks do not in spelt or English words."""
        if not 0 < place < len(self._segments):
            return False
        here, before = self._tokens[self._segments[place].start], self._tokens[self._segments[place].start - 1]
        return not here.gap or here.form in "的之" or one_phrase(here, before)

    def _joined(self, place: int) -> bool:
        """Whether a sign joins two Latin words to one (BIM+GIS, not TD+WAPI), or belongs to the one before it (WAPI+是)."""
        if self._text(place) not in _JOINING or not self._glued(place) or not self._glued(place + 1):
            return False
        if self._text(place) == "+" and self._kind(place - 1) == self._kind(place + 1) == "name":
            return False
        before, after = self._tokens[self._segments[place].start - 1], self._tokens[self._segments[place].end]
        return before.kind == "latin" and (after.kind == "latin" or self._kind(place + 1) not in NAMING)

    def _hyphenated(self, place: int) -> bool:
        """Whether a noun or a sector is joined to the name before the word for alliance (化纤-分会联盟)."""
        other = self._is_noun(place + 1) or self._kind(place + 1) in ("sector", "unknown")
        ends = self._kind(place + 2) == "suffix" and self._glued(place + 1) and self._glued(place + 2)
        return other and ends and self._text(place) in ("-", "·", "—", "&", "/")

    def _misheard(self, place: int) -> bool:
        return bool(self._segments[place].hits) and all(hit.means == "homophone" for hit in self._segments[place].hits)

    def _is_noun(self, place: int) -> bool:
        words = {
            self._text(place),
            self._text(place).removesuffix("是"),
            *(hit.entry.filler for hit in self._hits(place)),
        }
        return not words.isdisjoint(nouns())

    def _hits(self, place: int) -> tuple[Hit, ...]:
        return self._segments[place].hits if 0 <= place < len(self._segments) else ()

    def _has_content(self, place: int) -> bool:
        if self._kind(place) == "tier":  # 高化纤联盟
            return len(self._text(place)) == 1 and not self._glued(place)
        if self._kind(place) != "frame":
            return False
        word = self._text(place)
        if len(word) > 1 and word.endswith("是"):
            return False
        if self._is_noun(place) or self._misheard(place) or word in _OTHERS or word in _FAKE:
            return True
        if len(word) > 1 or word.isascii() or word in _OPENING:
            return word == "个" and self._kind(place - 1) == "number"  # in 3个化纤联盟 it counts
        opens = (
            not self._glued(place) or self._kind(place - 1) == "mark" or self._text(place - 1).endswith(_BEFORE_NAMES)
        )
        return word not in _LOCALIZERS or opens or self._kind(place - 1) in NAMING

    def _owned(self, place: int) -> bool:
        """Whether a place, an organisation or a fake stands before 的: 江苏的化纤联盟, 我们学校的BIM联盟, 山寨的花卉联盟."""
        if not self._glued(place):
            return False
        owner = self._text(place - 1)
        return owner in _FAKE or self._is_noun(place - 1) or bool(_PLACE.search(owner))

    def _says_something(self, place: int) -> bool:
        """Whether the word makes a sentence: 化纤是联盟里的…, 化纤评上A级联盟."""
        word = self._text(place)
        if self._kind(place) != "frame" or self._is_noun(place):
            return False
        if len(word) == 1 and self._kind(place + 1) == "suffix" and self._kind(place - 1) == "name":
            return word in _COPULA
        return bool(_PREDICATE.match(self._text(place))) or any(
            hit.entry.slot not in ("", "pronoun") for hit in self._hits(place)
        )
