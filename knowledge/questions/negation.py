"""Whether a sentence takes it that something does not hold the grade or is not on the list (没评上, 不是A级, 落榜)."""

from __future__ import annotations

import re

from knowledge.text.patterns import lazy_pattern

_OTHER_WAY = lazy_pattern(r"[不没](?:(?<=(..)[不没])有?\1|(?<=(.)[不没])有?\2)")
"""What makes 是不是, 评没评上 or 评上没评上 of a word: nothing is taken for granted."""
_OPEN = lazy_pattern(r"(?:还是|或者|或是|或)(?:没|不|未|假|谣)|是否|有没有[错误问]")
_PAST = "(?:评上|评为|评到|评|获评|获得|获|入选|选上|上榜|当选|入围|拿到|拿|得|列入|列|进入|进|入|上|够上|够到)"
_ELSE = r"[^,，。?？]*(?:哪|谁|几|多少|还有|剩|其他|其余)|a级"
"""Asks for all the others instead (A级里不含化纤的有哪些), or is about the grade in something else (35家里没有A级的)."""
_LIST = r"(?:a级|名单|榜单)(?:联盟)?"
_WITHIN = r"(?:\d+家(?:联盟)?(?:里|中|内|当中)(?:面|头)?|其中)"
_DENIED = lazy_pattern(
    r"(?:不是|不算|不属于|不为|并非|非|不够|不到|无缘)[\s“\"']*(?:20[\d-]+年?度?)?的?[\s“\"']*a(?![a-z])"
    r"|(?:不|没|没有|未)(?:在|列在)[^,，。]{0,8}(?:名单|榜|a级|里|中|列|上)"
    rf"|(?:没有?(?!得[嘛哦啊喃呀咧]?\W*$)|没能|未能?|冇|不曾|未曾)(?:被|能)?{_PAST}"
    r"|(?:a级?|评上|上榜|入选|获评|名单|消息|说法)[^?？]{0,6}(?<!真的)(?:是|都是|全是)假的(?!还是)"
    r"|没份|冇份|落选|落榜|名落孙山|无缘|掉了|掉出|掉队|出局|踢出|刷下"
    r"|(?:(?:a级?|名单|榜单|(?<!上)榜)(?:里|中|上|内|当中)(?:面|头)?|名单|榜单)(?:就|可|都|也|是)?(?:没有|没|冇)(?![有吗呢啊呀了])(?=\w)"
    rf"|{_LIST}[^,，。?？]{{0,6}}?(?:不(?:含|包含|包括|带)|缺[少了]|少了|漏[了掉]|(?:找|查|看|见|搜)不[到见着])(?!{_ELSE})"
    rf"|{_WITHIN}(?:就|可|都|也|是|并|根本|压根)*(?:没有|没|冇|无)(?![有吗呢啊呀了])(?=\w)(?!{_ELSE})"
    rf"|不(?:再|可能|配|会|该|应该?|能|具备|符合)[^,，。?？]{{0,6}}a级|[够评拿得进入选]不[上到进着了]"
    r"|(?:错过|拒绝|被拒|婉拒|谢绝|放弃|无望)[^,，。?？]{0,8}a级|a级[^,，。?？]{0,8}(?:被拒|遭拒|无望)"
    r"|[离距][^,，。?？]{0,4}a级[^,，。?？]{0,8}差|(?:差[1一]?点|险些|只差)[^,，。?？不没多]{0,6}a级|(?<!真)(?:假的?|冒牌的?|伪)a级"
    r"|谣[言传]|不属实|不实|瞎[编说]|胡说|编造|(?<![没不有])(?:是错的|[说搞弄传]错了|有误)"
    r"|(?:说法|消息|传言|结论|[这那句]话)[^,，。?？]{0,4}(?:不对|不准|不正确|不成立|站不住)"
    r"|(?:没有?|无)人(?:说|认为|承认)[^,，。?？]{0,14}(?:a级|评上)|不(?:认为|承认|觉得)[^,，。?？]{0,14}(?:a级|评上)"
    r"|(?<!\w)not\s+(?:grade\s+)?a(?![a-z])",
    re.IGNORECASE,
)
_NEGATIVE = lazy_pattern("[不没未非无冇落掉出踢刷假缺少漏错拒谢放离距差险伪冒谣瞎胡编误]")
"""Without one of these, or the English word, nothing is denied."""
_TWICE = lazy_pattern(
    r"(?:并非|绝非|不是|不可能|不会|不能|不得|不应该?|没有?[人谁]|谁也?没|无人|不(?:认为|觉得|相信|承认))[^,，。?？]{0,14}?"
    r"(?:不[是算在属会能]|[没未](?!错|问题)|落选|落榜)"
)
"""没人说它不是: what is denied is that it does not hold the grade."""
_LOST = lazy_pattern(
    r"取消|撤[销回掉]|收回|吊销|剥夺|摘牌|除名|降[级档为到成]|[丢失掉]了|丢掉|丢失|弄丢|失去|丧失|失掉|不再|退出|掉出|跌出|掉队|踢出|出局"
    r"|(?:资格|a级|称号|头衔)[^,，。?？]{0,4}没有?了|(?:现在|如今|目前|后来|已经?)[^,，。?？]{0,4}(?:不是|没有|不算|不在)了",
    re.IGNORECASE,
)


def loses(text: str) -> bool:
    """Whether `text` speaks of a grade that was held once and lost.

    >>> [loses(text) for text in ("化纤被取消A级了吧", "化纤不再是A级", "化纤没评上A级")]
    [True, True, False]
    """
    return _LOST.search(text) is not None


def without_denial(text: str) -> str:
    """`text` without the words that deny the grade."""
    return _DENIED.sub(" ", text)


def denies(text: str) -> bool:
    """Whether `text` says or takes for granted that somebody is not of the grade.

    >>> [denies(text) for text in ("化纤不是A级吧", "化纤是不是A级", "化纤评上没有", "名单里没有煤炭", "A级不是23家吗")]
    [True, False, False, True, False]
    """
    if not _NEGATIVE.search(text) and "not" not in text.lower():
        return False
    plain = _OTHER_WAY.sub("", text)
    return _DENIED.search(plain) is not None and _OPEN.search(text) is None


def denies_twice(text: str) -> bool:
    """Whether `text` denies that somebody does not hold the grade, or may do so.

    >>> [denies_twice(text) for text in ("闪联并非不是A级", "说闪联不是A级是谣言", "闪联不是A级")]
    [True, True, False]
    """
    plain = _OTHER_WAY.sub("", text)
    return _TWICE.search(plain) is not None or len(_DENIED.findall(plain)) > 1
