"""The bot's own words: everything it says that is no answer about the evaluation."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from knowledge.text.script import traditional as in_traditional

if TYPE_CHECKING:
    from bot.settings import Settings

EXPIRED_BUTTON = "这个按钮已经失效，请重新提问。"
TEXT_ONLY = "抱歉，我目前只能读文字。请把问题打成一句话发给我，例如：各等级有多少家？"
TOO_FAST = "您问得有点快，请稍等片刻再问。"
FAILED = "抱歉，处理这条消息时出了错，请换一种说法再问一次。"
NO_PAGE = "没有更多页可以翻了。"
NO_CHART = "现在画不了图表，用文字回答："
CHART = "{year}年度各活跃度等级的家数与占比，以及历次参评的联盟家数。未查到的年度留空。"
NOTHING_FOUND = "没有找到相关内容，点这里看看可以问什么"
JOINED = "大家好！想问产业技术创新战略联盟的活跃度评价，请 @{username} 并写上问题，或直接回复我的消息。"

DESCRIPTIONS = {
    "zh": (
        "我回答关于产业技术创新战略联盟活跃度评价的问题：哪些联盟是{grade}、各等级有多少家、占比多少、评价怎么做，"
        "每个回答都注明年度和出处。直接用中文提问即可，例如：化纤联盟是{grade}吗？"
    ),
    "en": (
        "I answer questions about the activity evaluation of China's industrial technology innovation alliances: "
        "which are {grade}, how many are in which tier, how the evaluation is done. Each answer names its year and its "
        "source. Answers are in Chinese; ask in Chinese, for example: 化纤联盟是{grade}吗？"
    ),
}
SHORT_DESCRIPTIONS = {
    "zh": "查询产业技术创新战略联盟活跃度评价：{grade}名单、等级、占比、评价办法，均注明出处。",
    "en": "Activity evaluation of China's industrial technology innovation alliances, answered in Chinese.",
}


@cache
def written(text: str, *, traditional: bool) -> str:
    """Write one of these texts, or a label of a button, in the characters that the user writes."""
    return in_traditional(text) if traditional else text


def privacy(settings: Settings) -> str:
    """Say what this instance keeps of its users, as its settings have it."""
    if settings.redis_url:
        place = "保存在运营者的共享存储中"
    elif settings.state_dir:
        place = "保存在运营者的服务器上"
    else:
        place = "只保存在内存中，重启后即消失"
    lines = [
        "关于您的数据：",
        f"· 为了理解追问，我会记住每段对话的要点，{place}；停顿超过{settings.memory_minutes:g}分钟后不再使用。",
        "· 为了能修改回答、避免重复回答，消息编号最多保留24小时。",
    ]
    if settings.unanswered_log:
        lines.append("· 没能回答的问题会记下来用于改进，数字、邮箱和用户名会先遮盖，也不记录您是谁。")
    else:
        lines.append("· 没能回答的问题不会被记录。")
    lines.append("· 运行日志" + ("可能包含消息内容。" if settings.log_text else "不包含消息内容。"))
    lines.append("· 您的数据不会提供给第三方。")
    return "\n".join(lines)
