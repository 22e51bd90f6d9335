"""What is said to be so: 是 only for the very claim that was made, of the very thing, on the very base."""

from __future__ import annotations

import pytest

from knowledge import Knowledge
from knowledge.questions.negation import denies
from tests.questions.judging import TODAY

SUBJECTS = {
    "活跃度高的": 35,
    "活跃度较高的": 19,
    "活跃度一般的": 37,
    "不活跃的": 8,
    "活跃度高和较高一共": 54,
    "一般和不活跃一共": 45,
    "A级": 22,
    "参评联盟": 99,
    "试点联盟总数": 157,
    "没参评的": 58,
    "没评上A级的": 77,
    "活跃度高但不是A级的": 13,
    "连续3年保持高活跃度的": 22,
    "85分以上的": 35,
    "70分以上的": 54,
    "50分以下的": 8,
}
NUMBERS = (3, 8, 13, 19, 22, 23, 35, 36, 37, 45, 54, 58, 77, 99, 100, 157)
SHARES = {
    "活跃度高占参评": "35.35%",
    "活跃度高占总数": "22.29%",
    "活跃度较高占参评": "19.19%",
    "活跃度较高占总数": "12.10%",
    "不活跃占参评": "8.08%",
    "不活跃占总数": "5.10%",
    "活跃度高和较高占参评": "54.55%",
    "活跃度高和较高占总数": "34.39%",
    "A级占参评": "22.22%",
    "A级占总数": "14.01%",
}


def said(known: Knowledge, *texts: str) -> str:
    """What the last of `texts`, said in one conversation, is answered."""
    answer, conversation = known.ask(texts[0], today=TODAY)
    for text in texts[1:]:
        answer, conversation = known.ask(text, conversation, today=TODAY)
    return answer.text


@pytest.mark.parametrize(("subject", "true"), SUBJECTS.items())
def test_a_number_is_confirmed_only_of_its_own_subject(known: Knowledge, subject: str, true: int) -> None:
    for number in NUMBERS:
        opening = said(known, f"{subject}有{number}家吧")[:12]
        assert ("是的" in opening) <= (number == true), (subject, number, opening)
        assert ("不是" in opening) <= (number != true), (subject, number, opening)


@pytest.mark.parametrize(("subject", "true"), SHARES.items())
def test_a_share_is_confirmed_only_on_its_own_base(known: Knowledge, subject: str, true: str) -> None:
    for share in {*SHARES.values(), "50%", "35%"}:
        right = share == true or (share == "35%" and true == "35.35%")
        assert (said(known, f"{subject}{share}吧").startswith("是的")) == right, (subject, share)


@pytest.mark.parametrize(
    "text",
    ["TD不是A级吧", "化纤没评上A级吧", "化纤不在名单上对吧", "A级里没有化纤吧", "存储落榜了？", "化纤联盟不是A级对吗"],
)
def test_who_denies_a_listed_alliance_is_contradicted(known: Knowledge, text: str) -> None:
    answer, _ = known.ask(text, today=TODAY)
    assert list(answer.verdicts.values()) == ["A"]
    assert answer.text.startswith("其实是A级：")


@pytest.mark.parametrize(
    "text", ["化纤联盟获评A级，颁奖的是常明吧", "木竹是第二批试点吗", "化纤是1998年成立的吗", "TD秘书长是马云吗"]
)
def test_no_yes_to_what_is_not_the_grade(known: Knowledge, text: str) -> None:
    assert not said(known, text).startswith(("✅", "是"))


@pytest.mark.parametrize("text", ["哪些联盟不是A级", "没评上A级的有哪些", "未获评A级的名单", "13家没评上A级的都是谁"])
def test_who_is_without_the_grade_is_not_known(known: Knowledge, text: str) -> None:
    answer, _ = known.ask(text, today=TODAY)
    assert answer.status == "unknown"
    assert "99-22=77" in answer.text
    assert not answer.alliances


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("参评99家是印出来的吗", "没有直接印出"),
        ("58家没参评是报道里写的吗", "没有直接印出"),
        ("62.86%是报道写的吗", "没有直接印出"),
        ("35家是报道印的吗", "是报道印出的"),
        ("85分以上90分以下多少家", "没有公布"),
        ("95分以上有35家对吗", "没有公布"),
        ("99分的有35家吗", "没有公布"),
        ("主办方是四家吧", "不是4家"),
        ("评价程序有四个吧", "不是4个"),
        ("参会的有八百多人吧", "不是800多人"),
        ("发布会是下午吧", "不是下午"),
        ("连续五年高才算A，是不是", "不是连续5年"),
        ("七十九分五属于较高么", "79.5分属于“活跃度较高”"),
    ],
)
def test_what_is_taken_for_granted_is_put_right(known: Knowledge, text: str, told: str) -> None:
    assert told in said(known, text)


def test_several_claims_are_checked_one_by_one(known: Knowledge) -> None:
    told = said(known, "活跃度高36家占总数35.35%，A级22家，参评99家，对吗")
    assert "有2处不对" in told
    assert "活跃度高不是36家，是35家" in told
    assert "占联盟总数的是22.29%" in told
    assert "A级22家：对" in told
    assert "参评联盟99家：对（推算）" in told
    assert "都对" in said(known, "活跃度高的35家里有22家是A级，对吗")


def test_two_that_were_named_are_no_number(known: Knowledge) -> None:
    told = said(known, "TD和WAPI是A级吗", "两个都是活跃度高吗")
    assert told.count("“活跃度高”") == 2
    assert "不是" not in told


def test_no_place_is_told_of_a_list_without_numbers(known: Knowledge) -> None:
    assert "序号没有查到" in said(known, "2020-2021年度化纤联盟排第几")
    answer, _ = known.ask("2020-2021年度花卉联盟排第几", today=TODAY)
    assert answer.status == "unknown"
    assert "不能断定" in answer.text


def test_a_stranger_among_the_counted_is_not_confirmed(known: Knowledge) -> None:
    assert said(known, "“花卉种业等22家联盟连续3年保持高活跃度”这句话对吗").startswith("“花卉种业”不在名单上。2019年度")
    assert said(known, "化纤等22家联盟连续3年保持高活跃度，对吗").startswith("是的。")


def test_all_of_the_grade_were_in_its_tier(known: Knowledge) -> None:
    assert said(known, "22家A级都是活跃度高吗").startswith("是的")
    assert "没有公布" in said(known, "A级的分数都在90分以上吧")
    assert not said(known, "活跃度高的都是A级吗").startswith("是")


@pytest.mark.parametrize("text", ["化纤不是A级吧", "名单里没有煤炭", "落榜了", "哪些没评上", "TD掉了"])
def test_negations(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize(
    "text", ["化纤是不是A级", "评上没有", "名单里有没有化纤", "A级不是22家吗", "评没评上A级", "在不在名单上"]
)
def test_questions_both_ways_are_no_negations(text: str) -> None:
    assert not denies(text)


@pytest.mark.parametrize("form", ["{}在A级里排第{}吗", "{}联盟排第{}位吧", "{}是名单第{}个，对吗"])
def test_only_its_own_place_in_the_list_is_confirmed(known: Knowledge, form: str) -> None:
    for core, true in {"农业装备": 1, "化纤": 6, "花卉": 21}.items():
        for place in range(1, 23):
            opening = said(known, form.format(core, place))
            assert ("不是第" in opening) == (place != true), opening
            assert not opening.startswith("✅ 是")


@pytest.mark.parametrize("form", ["评价是从{}年开始的吗", "首次评价是{}年，对吗", "活跃度评价{}年启动的吧"])
def test_only_another_beginning_is_contradicted(known: Knowledge, form: str) -> None:
    for year in range(2011, 2020):
        assert ("不是从" in said(known, form.format(year))) == (year != 2013), year


@pytest.mark.parametrize("form", ["发布会是{}开的吗", "评价报告{}发布，对吗"])
@pytest.mark.parametrize("written", ["2020年11月{}日", "2020.11.{}", "11月{}号"])
def test_only_another_day_is_contradicted(known: Knowledge, form: str, written: str) -> None:
    for day in (8, 17, 18, 19):
        opening = said(known, form.format(written.format(day)))
        assert ("不是" in opening) == (day != 18), opening


@pytest.mark.parametrize("form", ["听说{}，是真的吗", "我记得{}，没错吧", "报告里说{}，属实吗", "{}，是不是"])
def test_what_is_true_is_never_denied(known: Knowledge, form: str) -> None:
    claims = [
        "活跃度高的有35家",
        "活跃度高但不是A级的有13家",
        "一半以上的参评联盟活跃度高或较高",
        "70到84分是活跃度较高",
        "84分不是活跃度高",
        "化纤排第6",
        "评价从2013年开始",
        "尚辉良出席了",
        "程学忠是协发网秘书长",
        "常明提到了五中全会",
        "科技日报参加了发布会",
        "A级要连续三年保持高活跃度",
    ]
    for claim in claims:
        answer, _ = known.ask(form.format(claim), today=TODAY)
        assert answer.status == "answered", claim
        assert not answer.text.startswith(("不是", "并非", "❌")), claim


def test_no_yes_to_a_number_with_a_reason(known: Knowledge) -> None:
    assert not said(known, "157家里58家没参评是因为被淘汰了吗").startswith("是的")


@pytest.mark.parametrize(
    "text",
    [
        "不活跃的8家都没参评，对吗",
        "花卉联盟在58家没参评的里面，对吗",
        "参评联盟99家，分数都在90以上，对吗",
        "参评联盟99家全部来自纺织行业，是吗",
        "联盟总数157家，而且都是央企，对吗",
        "2017年参评101家，而且和去年一样多，对吗",
        "试点联盟分三批，共157家，对吗",
        "2019年度评价是第七次，都在2018年评出，对吗",
        "活跃度高的联盟有35家，而且都拿到了奖金，对吗",
        "TD联盟是A级，2019年不活跃，对吗",
        "TD联盟是A级，位于上海，对吗",
        "TD联盟是A级，已经解散，对吗",
        "农业装备联盟再次获评A级，对吗",
    ],
)
def test_nobody_says_yes_to_what_is_not_compared_with_the_reports(known: Knowledge, text: str) -> None:
    answer = said(known, text)
    assert "是的" not in answer
    assert "✅ 是" not in answer


@pytest.mark.parametrize(
    "text",
    [
        "听说A级有22家，对吗",
        "同事说，活跃度高的有35家，对吗",
        "领导说，活跃度高的有35家，对吗",
        "我记得不活跃的是8家，没错吧",
        "2019年度评价是第七次，对吗",
    ],
)
def test_who_says_so_is_no_further_claim(known: Knowledge, text: str) -> None:
    assert said(known, text).startswith("是的")


def test_what_somebody_with_an_office_says_is_checked(known: Knowledge) -> None:
    assert said(known, "处长说A级有23家，是真的吗").startswith("不是23家。")
