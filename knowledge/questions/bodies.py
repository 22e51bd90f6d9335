"""Public bodies that a sentence says did something (工信部搞的吧)."""

from __future__ import annotations

from knowledge.text.patterns import lazy_pattern

_CLAIMING = "吧吗么嘛对?？"
_CLAIMED = lazy_pattern(
    r"(?:^|[,，是由被归让])(?:[这那此该]?[个次场]?(?:活跃度)?(?:评价|发布会|会议|会|报告|名单))?"
    r"((?!什么|哪|[跟和与同])(?:(?![是由被归让])[一-龥]){1,7}?(?:部|委|局|厅|学院|大学|研究院|工程院|科学院|社科院|协会|学会|联合会|商会|科协|公司|集团|机构|企业))"
    r"(?:自己|亲自|直接|他们|来)?(?:评|搞|办|组织|主办|承办|做|弄|整|牵头|负责|发起|开展)"
)


def claimed_bodies(text: str) -> list[str]:
    """The bodies that `text`, which wants it confirmed, says did something.

    >>> claimed_bodies("这评价是工信部搞的吧"), claimed_bodies("评价是哪个部门搞的")
    (['工信部'], [])
    """
    if not text or text[-1] not in _CLAIMING:
        return []
    return [match[1] for match in _CLAIMED.finditer(text)]
