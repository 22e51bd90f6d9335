"""Numbers that a question takes for granted, against the true ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from knowledge.questions.negation import denies_twice, loses
from knowledge.questions.question import Question
from knowledge.reports import figures
from knowledge.reports.figures import WHOLES
from knowledge.reports.models import Counted, Report, Tier
from knowledge.text.patterns import lazy_pattern

from .plainness import asks_only_of_the_grade, denies_only_the_grade

_CHECKING = lazy_pattern(
    r"[吗吧嘛]|(?<![什怎那这多要])么|对不对|是不是|是否|对没|没错|正确|准确|核|属实|记得|听说|据说"
)
_DENIED_NUMBER = lazy_pattern(r"(?<!是)(?:不是|没有|没到|并非|不等于|不占|不止)(?:有|占|到|了)?\d")
_CONFIRMING = lazy_pattern(r"(?:吧|对吗|对吧|对不对|是吧|没错|对么|是吗|是么|是不是)[\s?!。]*$")
_OF_ANOTHER_KIND = lazy_pattern(
    r"\d批|首批|成立|组建|创立|牵头|发起|依托|挂靠|颁|成员|会员|第1|(?:国家|政府|科技部|官方|部里)(?:评|认定|授予|级)|最(?![后新近终])|[,，]也?在|证书|奖[牌金励状]|牌匾|补[贴助]|\d年[都均]|年年|每年|一直|再次|再度|又一?次|[首头]一?[次回]|蝉联|分数|得分|第\d+高|[一二三1-3]级|[a-z]\+",
    re.IGNORECASE,
)
"""Words for something else than the grade that may be claimed of an alliance beside it."""
_MOST = lazy_pattern(r"超过了?(?:一半|半数)|(?:一半|半数)以上|过半|大半|大部分|多数")
_FEW = lazy_pattern(r"(?:不到|不足|没到|不够|不超过|没超过|少于|低于)(?:一半|半数)|[不没未]过半|少数|小部分")
_OF_OTHERS = lazy_pattern(r"没|未|不[是在算]|并非")
_BECAUSE = lazy_pattern(r"因为|由于|原因是")
"""A reason is claimed besides."""
_HALVES = lazy_pattern(rf"一半|半数|半壁|{_MOST.pattern}|{_FEW.pattern}")
_REST_OF = r"(?:另外|其余|其他|剩下)的?"
_REST = lazy_pattern(rf"{_REST_OF}\d+[家个]")
"""Says how many the others are."""
_ONLY = lazy_pattern(
    r"(?:只有|仅有|就只|唯有|唯独)[^,，。]{1,24}(?:a级|评上|入选|上榜|获评)|唯一|独一[家个份]", re.IGNORECASE
)
_FEIGNED = lazy_pattern(r"假的?a级|a级[^,，。]{0,4}假", re.IGNORECASE)
"""Claims that a false grade is held, which no report tells of either."""
_SUPPOSED = lazy_pattern(r"如果|假如|要是|假设|倘若|万一|假定|假使|若是")
_SCORES_FIRST = lazy_pattern(r"\d分?[^,，。\d]{0,6}(?:是|算|属|为|叫|评|归|就|都|[^,，。\d]{0,4}[高般跃])")
"""低于85分是较高 is said of all those scores, 较高低于85分 of the tier."""
_OTHER_TIER = lazy_pattern(r"(?<!是)不[是算属]")
"""低于85分就不是活跃度高 gives no range of the tier."""
YES = "是的。"
_CLAUSES = lazy_pattern(r"[,，;；。!！?？:：“”\"\s]+")
_COMPARED = lazy_pattern(r"\d[家个次届分%]|(?<![A-Za-z])a(?![A-Za-z])|名单|评上|入选|上榜|获评", re.IGNORECASE)
"""What is compared with the reports where it is claimed."""
_ONLY_ASKS = lazy_pattern(
    r"(?:这[个些几两是]?|那[个些]?|此|它们?|说法|消息|信息|数[字据]?|话|句|事|对|错|是|否|不|真|假|属实|没|有误?|正确|准确?|可靠|靠谱|[吗吧呢嘛么啊呀哈哦]|请|麻烦|劳烦|劳驾|帮忙?"
    r"|[我你您]们?|咱们?|老师|领导|同事|老板|主任|朋友|有人|人家|别人|网上|报[道告]|新闻|文章|材料|稿子|记得|印象|好像|似乎|听|据|说|讲|问|写|提到|看|核[实对]|确认|查证?|一?下|告诉|想|要|知道|清楚|了|过|的|还|就|也|都"
    r"|能|可以|谢+|多|急|在线等|确定|依据|根据|道理|成立|站得住脚?|到底|究竟|给|个|准信儿?|准话|答复|回复|上|里|中|所以|那么|另外|顺便|其实|今天|昨天|刚才|刚|20\d\d年?度?)+"
)
"""A clause that tells no more than who says so and what is wanted."""
_AMONG = lazy_pattern(r"在[^,，。]{0,6}\d[家个][^,，。]{0,8}[里中内列]")
"""Somebody is said to be among them (花卉联盟在58家没参评的里面)."""
_OF_ALL = lazy_pattern(r"[家个](?:联盟)?(?:全部?|都|均|统统)(?![对没]错|对[吗吧]|正确|准|属实)")
"""Something is claimed of each of them (8家都没参评)."""


def claims_more(question: Question) -> bool:
    """Whether the question tells more than what is compared with the reports: nobody says yes to that.

    >>> told = ("听说A级有22家,对吗", "A级有22家,都是央企,对吗", "活跃度高的35家都没参评吧")
    >>> [claims_more(Question(topic="figure", text=text)) for text in told]
    [False, True, True]
    """
    told = [clause for clause in _CLAUSES.split(question.text) if clause]
    alliances = [named.said for named in question.names if named.alliances]
    others = [one for one in told if not _COMPARED.search(one) and not any(name in one for name in alliances)]
    if len(others) == len(told) and not question.again:
        others = others[1:]
    return _OF_ALL.search(question.text) is not None or not all(map(_ONLY_ASKS.fullmatch, others))


def verdict(
    question: Question, count: int | None, shares: Mapping[str, str], parts: Collection[int] = (), *, unit: str = "家"
) -> str:
    """不是23家。 for another number than the one asked about, 是的。 where all that is claimed is right.

    `count` is the number of what the question is about and `shares` are its shares by their base; `parts` may be named
    beside it (35 and 19 of 54). A share without its base is no claim that could be right: its base is told instead.
    """
    counts = claimed_counts(question)
    wrong = [f"{one}{unit}" for one in counts if count is not None and one not in (count, *parts)]
    if counts and not wrong and count is not None and count not in counts and len(counts) == 1:
        wrong = [f"{counts[0]}{unit}"]
    told = {one: _told_share(one, base, shares) for one, base in _based(question)} if shares else {}
    wrong += [one for one, said in told.items() if said is None]
    if wrong:
        return "并不是一家都没有。" if wrong[0] == f"0{unit}" else f"不是{wrong[0]}。"
    named = parts if count in counts else ()
    refuted = _refuted(question.count_claims, [] if count is None else [count, *named])
    meant = {base: shares[base]} if (base := question.base) and base in shares else shares
    about = {claim[0]: _fitting(claim, meant) for claim in question.share_claims} if shares else {}
    refuted += [said for said, fitting in about.items() if not fitting]
    if refuted:
        return f"并非{_worded(refuted[0])}。"
    told |= {said: _of_which(said, fitting, meant) for said, fitting in about.items()}
    if bases := "".join(said for said in told.values() if said):
        return bases
    right = told or (counts and count in counts) or question.count_claims or question.share_claims
    sure = right and not (counts and count not in counts) and not _REST.search(question.text)
    sure = sure and not (_DENIED_NUMBER.search(question.text) or _BECAUSE.search(question.text))
    sure = sure and not _AMONG.search(question.text)
    return confirmed(question) if sure else ""


def confirmed(question: Question) -> str:
    """是的。 to whoever wants to know whether what is said is right, where it is and nothing else is said."""
    return YES if checks(question) and not claims_more(question) else ""


def checks(question: Question) -> bool:
    """Whether the question wants to know if what it says is so."""
    return _CHECKING.search(question.text) is not None


def claimed_counts(question: Question) -> tuple[int, ...]:
    """The numbers of alliances that are claimed: 两个 of two alliances that are spoken of is none, nor a whole (35家里, 占99家的) or the rest (另外13家)."""
    if question.names and question.counts == (len(question.names),):
        return ()
    if (
        re.search(r"[家个档](?:加|合|一共|总|都|共|一起)", question.text)
        and len(question.counts) < len(question.tiers) + 1
    ):
        return tuple(one for one in question.counts if one != len(question.tiers))
    aside = rf"(?<!\d){{}}[家个](?:联盟)?(?:里|中|当中)|{_REST_OF}{{}}[家个]|占{{}}家?的"
    return tuple(one for one in question.counts if not re.search(aside.format(one, one, one), question.text))


def _based(question: Question) -> list[tuple[str, str | None]]:
    """The claimed shares with the base that each is said to have."""
    bases = dict(question.share_bases)
    return [(share, bases.get(share, question.base)) for share in question.shares]


def _told_share(share: str, base: str | None, true: Mapping[str, str]) -> str | None:
    """Nothing where `share` is right, what it is a share of where that is another whole, None where it is none."""
    fitting = [whole for whole, one in true.items() if agrees(share, one)]
    if not fitting:
        return None
    return "" if base in fitting else _of_which(share, fitting, true)


def _fitting(claim: tuple[str, float, float | None], true: Mapping[str, str]) -> list[str]:
    """The bases by which a share that is only said to be about something (两成多) is right."""
    _, low, high = claim
    return [
        base for base, share in true.items() if low <= float(share[:-1]) and (high is None or float(share[:-1]) <= high)
    ]


def _of_which(share: str, fitting: Sequence[str], true: Mapping[str, str]) -> str:
    """What `share` is a share of, where it is right by one base only."""
    return "" if len(fitting) == len(true) else f"{_worded(share)}是占{WHOLES[fitting[0]]}的比例。"


def _worded(said: str) -> str:
    """`said` as it is spoken: 两成多 for 20%多.

    >>> _worded("20%多"), _worded("不到35%")
    ('两成多', '不到35%')
    """
    return re.sub(r"(?<![\d.])([1-9])0%(?=多|几)", lambda match: f"{'一两三四五六七八九'[int(match[1]) - 1]}成", said)


def only_those(question: Question) -> bool:
    """Whether the question takes it that nobody else is of the grade (只有化纤是A级吧)."""
    return _ONLY.search(question.text) is not None


def says_yes(question: Question, grade: str, held: int | None) -> str:
    """How the answer begins that a name is of the grade: with a yes only where nothing else is claimed of it."""
    if question.negated or loses(question.text):
        return f"其实是{grade}："
    if held and held > len(question.names) and only_those(question):
        return f"不止这一家，共{held}家："
    counts = {*claimed_counts(question)} - {held}
    placed = question.positions and (
        question.names[0].how != "position" or any(first != last for first, last in question.positions)
    )
    else_claimed = placed or (
        counts or question.persons or question.titles or question.media or question.score_range or question.scores
    )
    if (
        question.topic != "a_grade"
        or else_claimed
        or _SUPPOSED.search(question.text)
        or _OF_ANOTHER_KIND.search(question.text)
        or (_CONFIRMING.search(question.text) and claims_more(question))
        or not asks_only_of_the_grade(question)
    ):
        return ""
    return "✅ 是。"


def says_no(question: Question, near: Collection[str] = ()) -> str:
    """How the answer begins that a name is not of the grade: 对 for whoever claims just that of none of its kind."""
    if question.negated and near:
        return ""
    text = question.text
    held = loses(text) or _FEIGNED.search(text)
    claimed = question.negated and _CONFIRMING.search(text) and not held and not denies_twice(text)
    return "对，" if claimed and denies_only_the_grade(question) else "❌ "


def joint(*openings: str) -> str:
    """What is to be said first: nothing is confirmed where a part is not so, and nothing is confirmed twice."""
    said = list(dict.fromkeys(opening for opening in openings if opening))
    return "".join(said) if len(said) < 2 or YES not in said else "".join(one for one in said if one != YES)  # noqa: PLR2004


def _refuted(claims: Iterable[tuple[str, float, float | None]], true: Collection[float]) -> list[str]:
    """What is said of the claims that none of the true numbers fits, none where no number is known."""
    return [
        said
        for said, low, high in claims
        if true and not any(low <= one and (high is None or one <= high) for one in true)
    ]


def agrees(share: str, printed: str) -> bool:
    """Whether `share` is `printed`, or what it rounds to.

    >>> agrees("35%", "35.35%"), agrees("35.4%", "35.35%"), agrees("36%", "35.35%")
    (True, True, False)
    """
    decimals = len(share[:-1].partition(".")[2])
    true = Fraction(printed[:-1])
    return share == printed or abs(Fraction(share[:-1]) - true) <= Fraction(1, 2 * 10**decimals)


def shares_of(row: Counted) -> dict[str, str]:
    """The printed shares of `row` by their base (`participants`, `total`)."""
    printed = {"participants": row.share_of_participants, "total": row.share_of_total}
    return {base: share.printed for base, share in printed.items() if share}


def shares_of_others(question: Question, one: Tier, report: Report) -> str | None:
    """Whose the shares are that the question takes for those of `one`."""
    told = [
        f"{share}是{other.name}的联盟占{WHOLES[base]}的比例"
        for share in question.shares
        if share not in shares_of(one).values()
        for other in report.tiers
        for base, printed in shares_of(other).items()
        if printed == share
    ]
    return f"{'；'.join(told)}。" if told else None


def claimed_range(question: Question, one: Tier, report: Report) -> str:
    """不是60分至79分。 for a range that is not the tier's, 是的。 where it is and the question wants to know.

    A range that goes on into other tiers is that of none (低于85分是较高).
    """
    if not question.score_range or one.lowest is None or _OTHER_TIER.search(question.text):
        return ""
    low, high, strict = question.score_range
    lowest = None if low is None else Fraction(low) + strict
    highest = None if high is None else Fraction(high) - strict
    if lowest in (None, one.lowest) and highest in (None, one.highest):
        place = report.tiers.index(one)
        beyond = (low is None and place + 1 < len(report.tiers)) or (high is None and place > 0)
        if not beyond:
            return confirmed(question)
        return f"不全是，{one.name}是{one.range}。" if _SCORES_FIRST.search(question.text) else ""
    ends = [f"{end}分" for end in (low, high) if end is not None]
    told = "至".join(ends) if len(ends) > 1 else ends[0] + ("以上" if high is None else "以下")
    return f"不是{told}。"


def halves(
    question: Question, report: Report, counts: Iterable[int | None], bases: Collection[str] = tuple(WHOLES)
) -> str:
    """Whether `counts` together are more than half, of all `bases` or of the one asked about."""
    known = list(counts)
    if None in known or not _HALVES.search(question.text):
        return ""
    number = sum(count or 0 for count in known)
    verdicts = {
        WHOLES[base]: _half(number, whole.value)
        for base, whole in figures.wholes(report).items()
        if base in bases and (question.base in (None, base) or len(bases) == 1)
    }
    if len(set(verdicts.values())) == 1:
        half = next(iter(verdicts.values()))
        return f"{_claimed_half(question, half)}{half}。"
    return "，".join(f"按{whole}算{half}" for whole, half in verdicts.items()) + "。" if verdicts else ""


def not_so_many(question: Question, units: str, true: int) -> str:
    """不是4步。 where the question takes another number of such `units` for granted than there are."""
    claimed = re.search(rf"(?<![第前后头另\d.])(\d+)个?(?:{units})", question.text)
    return f"不是{claimed[0]}。" if claimed and int(claimed[1]) != true and checks(question) else ""


def _claimed_half(question: Question, half: str) -> str:
    """Whether what the question says of the half is so (大部分没参加吧); nothing where it says so of the others (大部分不是高)."""
    few = _FEW.search(question.text) is not None
    if not checks(question) or not (few or _MOST.search(question.text)):
        return ""
    if question.topic != "absent" and _OF_OTHERS.search(question.text):
        return ""
    return "是的，" if few == (half == "不到一半") else "不是，"


def _half(number: int, whole: int) -> str:
    return "超过一半" if 2 * number > whole else "正好一半" if 2 * number == whole else "不到一半"
