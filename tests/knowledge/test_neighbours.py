"""What is glued to a name makes the name of something else, which has no grade of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.names.belonging import nouns
from knowledge.text.cleaning import clean
from tests import built_in

KNOWN = built_in.load()
CHINESE = sorted(
    word for word in nouns() if not word.isascii() and word != "国家"
)  # 国家花卉 is a name of the alliance
CORES = ("花卉", "化纤", "电动汽车", "粉末冶金", "BIM")
FORMS = ("{noun}{core}联盟是A级吗", "{core}{noun}联盟是A级吗", "{core}{noun}是A级吗", "{core}联盟的{noun}是A级吗")
WITHIN = ("所属", "旗下的", "那个", "里的", "内部", "其他", "电缆", "的电缆")
"""Between an alliance and what belongs to it."""
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


@pytest.mark.parametrize("link", WITHIN)
def test_what_is_in_an_alliance_is_not_the_alliance(link: str) -> None:
    within = [noun for noun in CHINESE[::7] if noun not in ("单位", "平台") and len(noun) < 5]
    assert [noun for noun in within if asserts_a(f"花卉联盟{link}{noun}是A级吗")] == []


@pytest.mark.parametrize("form", ["花卉联盟（{}）是A级吗", "（{}）花卉联盟是A级吗", "花卉（{}）联盟是A级吗"])
def test_brackets_do_not_hide_a_noun(form: str) -> None:
    assert [noun for noun in CHINESE[::5] if asserts_a(form.format(noun))] == []


@pytest.mark.parametrize("place", ["美国", "日本", "欧洲", "国外", "江苏省"])
def test_an_alliance_of_another_place_is_another_one(place: str) -> None:
    assert not asserts_a(f"{place}的花卉联盟是A级吗")


@given(
    CHARACTERS.filter(lambda char: char not in ("肉", "丨")), st.sampled_from(["类加工", "末冶金", "宅科技", "生资源"])
)
def test_what_is_taken_for_a_misspelling_is_all_that_was_written(char: str, rest: str) -> None:
    # 丨 is read as the bar between titles that people type it for.
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
        "花卉联盟这个单位是A级吗",
        "花卉联盟里头数它最老，是A级吗",
        "我国的花卉联盟是A级吗",
        "参加过花卉联盟的活动，花卉联盟是A级吗",
        "建筑信息模型（BIM）联盟是A级吗",
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


@pytest.mark.parametrize(
    "text", ["它的{}是A级吗", "它旗下的{}也评上A级了吗", "那它{}是A级吗", "{}也是A级吗", "我们{}算不算A级"]
)
def test_what_belongs_to_it_is_not_the_alliance(text: str) -> None:
    _, conversation = KNOWN.ask("花卉联盟是A级吗")
    for noun in ("分会", "秘书处", "成员单位", "子公司", "协会", "研究院", "江苏分会"):
        answer, _ = KNOWN.ask(text.format(noun), conversation)
        assert "A" not in answer.verdicts.values(), noun


@pytest.mark.parametrize("text", ["它是A级吗", "这家单位是A级吗", "它也是A级吧", "它们家评上A级没"])
def test_it_is_the_alliance_itself(text: str) -> None:
    _, conversation = KNOWN.ask("花卉联盟排第几")
    answer, _ = KNOWN.ask(text, conversation)
    assert "A" in answer.verdicts.values()


@pytest.mark.parametrize(
    "form",
    ["花卉 {} A级吗", "花卉-{}联盟是A级吗", "花卉行业{}上榜没", "花卉联盟认证的{}是A级吗", "加入花卉联盟的{}是A级吗"],
)
def test_however_a_noun_is_joined_it_is_not_dropped(form: str) -> None:
    within = [noun for noun in CHINESE[::9] if 1 < len(noun) < 5]
    assert [noun for noun in within if asserts_a(form.format(noun))] == []


@pytest.mark.parametrize(
    "text",
    [
        "WAPI alliance society A grade?",
        "Is the WAPI alliance's center A-grade?",
        "is BIM Beijing A grade?",
        "花卉联盟 fenhui是A级吗",
        "花卉 协会是A级吗",
    ],
)
def test_an_english_or_spelt_noun_is_not_dropped(text: str) -> None:
    assert not asserts_a(text)


@pytest.mark.parametrize(
    "text",
    ["我在花卉联盟工作，我们学校是A级吗", "我司加入了存储联盟，我司是A级吗", "化纤联盟评上A级了，它的会员企业算A级吗"],
)
def test_who_has_to_do_with_an_alliance_is_not_the_alliance(text: str) -> None:
    assert not asserts_a(text)


@pytest.mark.parametrize(
    "text",
    ["粉末冶金联盟A级，冶金联盟A级吗", "半导体照明联盟A级，半导体联盟呢", "新一代纺织设备联盟A级，纺织联盟A级吗"],
)
def test_a_wider_name_behind_a_listed_one_is_not_dropped(text: str) -> None:
    answer, _ = KNOWN.ask(text)
    assert "❓" in answer.text
    assert not answer.text.startswith("✅")
