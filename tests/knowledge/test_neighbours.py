"""What is glued to a name makes the name of something else, which has no grade of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.names.neighbours import nouns
from knowledge.text.cleaning import clean
from tests import built_in

KNOWN = built_in.load()
CHINESE = sorted(
    word for word in nouns() if not word.isascii() and word != "国家"
)  # 国家花卉 is a name of the alliance
CORES = ("花卉", "化纤", "电动汽车", "粉末冶金", "BIM")
FORMS = ("{noun}{core}联盟是A级吗", "{core}{noun}联盟是A级吗", "{core}{noun}是A级吗", "{core}联盟的{noun}是A级吗")
CHARACTERS = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def asserts_a(text: str) -> bool:
    answer, _ = KNOWN.ask(text)
    return "A" in answer.verdicts.values()


@given(st.sampled_from(CHINESE), st.sampled_from(CORES), st.sampled_from(FORMS))
def test_a_noun_glued_to_a_name_is_never_dropped(noun: str, core: str, form: str) -> None:
    assert not asserts_a(form.format(noun=noun, core=core))


@pytest.mark.parametrize("form", FORMS)
def test_no_noun_at_all_is_dropped(form: str) -> None:
    assert [noun for noun in CHINESE if asserts_a(form.format(noun=noun, core="花卉"))] == []


@given(CHARACTERS.filter(lambda char: char != "肉"), st.sampled_from(["类加工", "末冶金", "宅科技", "生资源"]))
def test_what_is_taken_for_a_misspelling_is_all_that_was_written(char: str, rest: str) -> None:
    answer, _ = KNOWN.ask(f"{char}{rest}联盟是A级吗")
    assert all(clean(matched.said).startswith(clean(char)) for matched in answer.matched)


@pytest.mark.parametrize(
    "text",
    [
        "请问花卉联盟是A级吗",
        "咱们的花卉联盟是A级吗",
        "老师花卉联盟是A级吗",
        "花卉那个联盟是A级吗",
        "名单里花卉联盟在吗，A级不",
        "花卉的联盟是A级吗",
        "花卉联盟评上A级了吗",
        "搞花卉的那个联盟是A级吗",
        "BIM/TD/WAPI是A级吗",
        "大阳能光热联盟是A级吗",
    ],
)
def test_what_only_makes_a_sentence_leaves_the_name_alone(text: str) -> None:
    assert asserts_a(text)


@pytest.mark.parametrize("text", ["高类加工联盟是A级吗", "高化纤联盟是A级吗"])
def test_the_short_name_of_a_tier_glued_to_a_name_is_not_dropped(text: str) -> None:
    assert not asserts_a(text)
