"""An empty report file: every key with what belongs there."""

from __future__ import annotations

from typing import Any

from knowledge.drafting.emitting import MARK, Open, emit, open_key

_FACTS = (
    "title", "ordinal", "period", "scope", "total", "participants", "commissioned_by", "organiser", "basis",
    "procedures", "principles", "assessed", "uses",
)  # fmt: skip
_OPENING = f"""\
# 一次评价的报告。# 开头的行是说明；有“{MARK}”的键填上内容，去掉行首的 # 和说明；文章里没有的就留着不填或删掉。
# 事实写成 {{value: 内容, cite: ["来源编号: 章节，第几段"]}}；推算的加 confidence: derived 和 how，只见于参评者自己的一篇报道的
# 加 confidence: single_report，只见于一处转载的加 confidence: single_source。一律用自己的话，不抄原句。写完运行 python -m knowledge check。
"""


def skeleton(year: str) -> str:
    """A report file for `year` in which nothing is filled in; `check` asks for each key that must be."""
    source = f"article{year.replace('-', '_')}"
    entries: dict[str, Any] = {
        "year": year,
        "label": open_key("label", required=True),
        "sources": [
            {
                "id": source,
                **_opens("sources", ("title", "publisher"), required=True),
                **_opens("sources", ("date", "kind", "url")),
            }
        ],
        **{key: open_key(key) for key in _FACTS},
        "tiers_complete": open_key("tiers_complete"),
        "tiers": [
            _opens("tiers", ("id", "name", "short"), required=True)
            | _opens(
                "tiers", ("words", "lowest", "highest", "range", "count", "share_of_participants", "share_of_total")
            )
            | _opens("tiers", ("cite",), required=True)
        ],
        "groups": open_key("groups"),
        "bands": open_key("bands"),
        "grade": _opens("grade", ("name", "cite"), required=True)
        | _opens(
            "grade", ("full_name", "words", "count", "rule", "complete", "numbered", "members", "achievement", "effect")
        ),
        "release": _opens(
            "release", ("date", "part_of_day", "place", "online", "hosts", "attendance", "media", "guests", "people")
        ),
        **{key: open_key(key) for key in ("results", "conflicts", "remarks")},
    }
    return _OPENING + "\n".join(emit(entries)) + "\n"


def _opens(parent: str, keys: tuple[str, ...], *, required: bool = False) -> dict[str, Open]:
    return {key: open_key(f"{parent}.{key}", required=required) for key in keys}
