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


@pytest.mark.parametrize(
    ("subject", "true"), [("A级", 22), ("联盟总数", 157), ("高和较高合计", 54), ("没参评的", 58), ("主办单位", 3)]
)
def test_over_and_under_a_number_is_not_the_number(known: Knowledge, subject: str, true: int) -> None:
    claims = {
        "不到{}家": (true + 1, true),
        "少于{}家": (true + 1, true),
        "不足{}家": (true + 1, true - 1),
        "超过{}家": (true - 1, true),
        "多于{}家": (true - 1, true + 1),
        "比{}家多": (true - 1, true),
        "比{}家少": (true + 1, true),
        "至少{}家": (true, true + 1),
        "不低于{}家": (true, true + 1),
        "至多{}家": (true, true - 1),
        "不超过{}家": (true, true - 1),
        "{}家以上": (true, true + 1),
        "{}家以内": (true, true - 1),
        "{}家不到": (true + 1, true),
    }
    for form, (right, wrong) in claims.items():
        assert said(known, f"{subject}{form.format(right)}，对吗").startswith("是的"), form
        assert said(known, f"{subject}{form.format(wrong)}，对吗").startswith("并非"), form


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("参评率超过63.06%，对吗", "并非"),
        ("参评率超过63%，对吗", "是的"),
        ("活跃度高占参评不到35.35%", "并非"),
        ("活跃度高占参评超过三分之一，对吗", "是的"),
        ("活跃度高超过联盟总数的30%，对吗", "并非超过"),
        ("A级不到参评的四分之一，对吗", "是的"),
        ("不活跃的8家，占三分之一以上，对吗", "并非三分之一以上"),
        ("活跃度较高19家占四分之一，对吗", "并非四分之一"),
        ("活跃度较高19家约占五分之一，对吗", "约五分之一是占参评联盟的比例"),
    ],
)
def test_shares_and_fractions_are_compared_too(known: Knowledge, text: str, opening: str) -> None:
    assert said(known, text).startswith(opening)


def test_claims_of_several_years_are_checked_by_their_own(known: Knowledge) -> None:
    answer = said(known, "2015年高56家，2019年高56家，对吗")
    assert answer.count("活跃度高56家：对") == answer.count("活跃度高不是56家，是35家") == 1
    answer = said(known, "2019年A级22家，2018年A级20家，对吗")
    assert "A级22家：对" in answer
    assert "20家" not in answer
    assert "A级不是23家，是24家" in said(known, "A级2019年22家，2020-2021年23家，对吗")
    assert "A级不是" not in said(known, "2020年A级24家，2019年A级22家，对吗")
    assert "不是21家" not in said(known, "2019年高35家，比2015年的56家少21家，对吗")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("活跃度高的35家占比超过30%，对吗", "占参评联盟的是35.35%，对；占联盟总数的是22.29%，不对"),
        ("活跃度高的35家占参评超过30%，对吗", "活跃度高占参评联盟超过30%：对"),
        ("活跃度高的35家占总数超过30%，对吗", "活跃度高占联盟总数并非超过30%"),
        ("不活跃的8家占比不到10%，对吗", "不活跃不到10%：对"),
        ("A级22家占活跃度高的六成以上，对吗", "A级占活跃度高60%以上：对"),
        ("A级22家占活跃度高的七成以上，对吗", "A级占活跃度高并非70%以上，占活跃度高的是62.86%"),
        ("A级不到22家，活跃度高35家，对吗", "A级并非不到22家，是22家"),
        ("高三十多家，较高不到19家，对吗", "活跃度较高并非不到19家，是19家"),
    ],
)
def test_one_of_several_claims_may_be_over_or_under_a_number(known: Knowledge, text: str, told: str) -> None:
    assert told in said(known, text)


@pytest.mark.parametrize("text", ["低于85分是较高，对吗", "不到70分就是一般，对吗", "70分以上是较高，对吧"])
def test_scores_that_go_on_into_other_tiers_are_not_those_of_one(known: Knowledge, text: str) -> None:
    assert said(known, text).startswith("不全是")


def test_a_range_is_confirmed_of_the_tier_at_its_end(known: Knowledge) -> None:
    assert said(known, "85分以上是活跃度高，对吗").startswith("是的")
    assert said(known, "低于50分是不活跃，对吗").startswith("是的")
    assert not said(known, "活跃度较高都低于85分，对吗").startswith(("是的", "不"))


@pytest.mark.parametrize("first", ["第一届", "首届", "第一次", "第一轮"])
def test_another_first_year_is_refuted(known: Knowledge, first: str) -> None:
    assert said(known, f"{first}评价是2012年，对吗").startswith("不是")


@pytest.mark.parametrize("text", ["头一届评价是2012年吧", "第三届评价是2012年，对吗", "第二次评价是2015年，对吗"])
def test_an_evaluation_is_confirmed_only_of_its_own_year(known: Knowledge, text: str) -> None:
    assert said(known, text).startswith("不是")


def test_what_is_not_known_leaves_no_gap_in_a_sentence(known: Knowledge) -> None:
    assert "None" not in said(known, "2020-2021年度活跃度高就是A级吗")
    years = said(known, "去年90前年90大前年90能评A级吗")
    assert all(f"· {year}90分" in years for year in ("去年", "前年"))


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
