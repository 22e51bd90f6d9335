"""Listed names stay listed whatever stands in and around them; two to ten names each get a verdict of their own."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from knowledge import Knowledge
from knowledge.text.script import traditional
from tests import built_in

KNOWN = built_in.load()
GRADE = KNOWN.library.reports[KNOWN.default_year].grade
assert GRADE is not None
LISTED = [KNOWN.library.alliances[member] for member in GRADE.members]
UNHEARD_OF = ("低空经济", "脑机接口", "预制菜", "量子计算", "海水淡化", "钢琴制造", "智慧养老", "氢燃料电池")
DISGUISES: dict[str, Callable[[str], str]] = {
    "zero width": "\u200b".join,
    "emoji": lambda name: f"🎉{name[:1]}🙏{name[1:]}🎉",
    "blanks": " ".join,
    "full width": lambda name: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name),
    "traditional": traditional,
    "markup": lambda name: f"<b>{name}</b>",
    "markdown": lambda name: f"**{name}**",
    "quotes": lambda name: f"“{name}”",
    "right to left": lambda name: f"\u202e{name}\u202c",
    "combining marks": lambda name: "".join(char + "\u0336" for char in name),
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("alliance", LISTED, ids=lambda alliance: alliance.id)
def test_a_listed_name_in_disguise(
    alliance: knowledge.reports.models.Alliance, disguise: str, known: Knowledge
) -> None:
    said = DISGUISES[disguise](alliance.core)
    assert known.ask(f"{said}联盟是A级吗？")[0].verdicts == {alliance.name: "A"}


@given(
    st.lists(st.sampled_from([alliance.id for alliance in LISTED]), min_size=1, max_size=6, unique=True),
    st.lists(st.sampled_from(UNHEARD_OF), min_size=1, max_size=4, unique=True),
    st.sampled_from(["、", "，", "和", " ", "\n", "+", "/", "；", "以及", " & ", "跟"]),
    st.sampled_from(["是不是A级", "都评上了吗", "哪些上榜了", " A级？", "里有几家是A级"]),
)
def test_each_of_many_names_gets_its_verdict(listed: list[str], others: list[str], joint: str, question: str) -> None:
    alliances = [KNOWN.library.alliances[one] for one in listed]
    said = [name for pair in zip([a.core for a in alliances], others, strict=False) for name in pair]
    said += [name for name in (*(a.core for a in alliances), *others) if name not in said]
    answer, _ = KNOWN.ask(joint.join(said) + question)
    assert answer.verdicts == {**{a.name: "A" for a in alliances}, **dict.fromkeys(others, "not_listed")}
