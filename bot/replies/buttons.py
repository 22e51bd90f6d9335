"""Inline keyboards, and what their buttons say when pressed.

Callback data is `verb:token`: stateless, so that a button works after a restart and in any replica.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from telegram.constants import InlineKeyboardButtonLimit

from bot.replies import texts
from bot.replies.rendering import citation, has_table
from knowledge.text.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Container

    from knowledge import Answer, Choice, Conversation

Json = dict[str, Any]
"""An inline keyboard or a button as the Bot API takes it: made for every answer, so without the library's objects."""
_ROW_WIDTH = 16
_ROW_MOST = 3
_CHARTED = ("tiers", "years_participants")
_PAGES = {"上一页": -1, "下一页": 1}
_LONGEST_WORD = 10
_IN_WORDS = frozenset("页頁表图圖")
"""What stands in words that mean a button: nothing else has to be cleaned to be compared with them."""
_CHART_LINK = "c-"
_SHARED_MOST = 100
_TRADITIONAL = "f"
"""Stands in callback data before the colon (繁體)."""


class Verb(StrEnum):
    """The ways to show an answer: what a button does."""

    SEND = "q"
    """A new message."""
    PAGE = "p"
    """A page of it in place."""
    TABLE = "t"
    """A new message with tables drawn."""
    TABLE_IN_PLACE = "r"
    CHART = "c"


class Press(NamedTuple):
    """What a button asks for: the answer to `token`, shown in the way of `verb`.

    `traditional` is the script that it was labelled in, for where no conversation tells it: under inline answers.
    """

    verb: Verb
    token: str
    page: int = 0
    traditional: bool = False

    def data(self) -> str:
        """Write it as callback data, 1 to 64 bytes."""
        return f"{self.verb}{self.page or ''}{_TRADITIONAL if self.traditional else ''}:{self.token}"

    @classmethod
    def parse(cls, data: str) -> Press | None:
        """Read callback data; None where it is none of ours."""
        head, colon, token = data.partition(":")
        verb, page = head[:1], head[1:].removesuffix(_TRADITIONAL)
        if not colon or not token or verb not in tuple(Verb) or not (page == "" or page.isdecimal()):
            return None
        return cls(Verb(verb), token, int(page or 0), head.endswith(_TRADITIONAL))

    @classmethod
    def linked(cls, parameter: str) -> Press:
        """Read the parameter of a deep link: a token, behind `c-` where a chart of it was shared."""
        chart = parameter.startswith(_CHART_LINK)
        return cls(Verb.CHART if chart else Verb.SEND, parameter.removeprefix(_CHART_LINK))

    @classmethod
    def spoken(cls, text: str, conversation: Conversation | None) -> Press | None:
        """Read words that mean a button of the latest reply: 上一页, 下一页, 表格, 图表."""
        if len(text) > _LONGEST_WORD or _IN_WORDS.isdisjoint(text):
            return None
        word = clean(text).strip("。.!！ ")
        latest = conversation and conversation.token
        if word == "图表":
            return cls(Verb.CHART, latest if latest and latest.startswith(_CHARTED) else _CHARTED[0])
        if word in _PAGES:
            page = conversation.page if conversation else 0
            return cls(Verb.PAGE, latest or "help", page + _PAGES[word])
        return cls(Verb.TABLE, latest) if latest and word == "表格" else None


def keyboard(
    answer: Answer,
    *,
    username: str,
    also: Container[Verb] = (),
    page: int = 0,
    pages: int = 1,
    view: Verb = Verb.PAGE,
    traditional: bool = False,
) -> Json | None:
    """Build the buttons under an answer: paging, views, what it asks back or related questions, and tools.

    `also`: which of `TABLE` and `CHART` can be served; `view`: the one of the views;
    `traditional`: the script of the labels. Under a question back stand its choices alone.
    """
    rows = _rows(answer.choices) if answer.choices else [*_rows(answer.views, view), *_rows(answer.related)]
    if pages > 1 and answer.token:
        rows.insert(0, _paging(answer.token, page, pages))
    if not answer.choices:
        rows.append(_tools(answer, username, also))
    rows = [_labelled(row, traditional=traditional) for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def chart_keyboard(answer: Answer, *, username: str, traditional: bool = False) -> Json | None:
    """Build the buttons under a chart that shows what `answer` says: the answer itself, and sharing."""
    if answer.token is None:
        return None
    row = [
        _button("看数据", Press(Verb.SEND, answer.token)),
        _sharing(username, _CHART_LINK + answer.token, answer.lead),
    ]
    return {"inline_keyboard": [_labelled(row, traditional=traditional)]}


def deep_link(username: str, token: str) -> str:
    """Return the link that opens a chat with the bot and asks `token`."""
    return f"https://t.me/{username}?start={token}"


def _button(text: str, press: Press) -> Json:
    return {"text": text, "callback_data": press.data()}


def _labelled(row: list[Json], *, traditional: bool) -> list[Json]:
    return [_in_traditional(button) for button in row] if traditional else row


def _in_traditional(button: Json) -> Json:
    changed = button | {"text": texts.written(button["text"], traditional=True)}
    if press := Press.parse(button.get("callback_data", "")):
        changed["callback_data"] = press._replace(traditional=True).data()
    return changed


def _rows(choices: tuple[Choice, ...], verb: Verb = Verb.SEND) -> list[list[Json]]:
    rows: list[list[Json]] = []
    width = _ROW_WIDTH
    for choice in choices:
        if width + len(choice.label) > _ROW_WIDTH or len(rows[-1]) == _ROW_MOST:
            rows.append([])
            width = 0
        rows[-1].append(_button(choice.label, Press(verb, choice.token)))
        width += len(choice.label)
    return rows


def _paging(token: str, page: int, pages: int) -> list[Json]:
    row = []
    if page > 0:
        row.append(_button("上一页", Press(Verb.PAGE, token, page - 1)))
    if page + 1 < pages:
        row.append(_button("下一页", Press(Verb.PAGE, token, page + 1)))
    return row


def _tools(answer: Answer, username: str, also: Container[Verb]) -> list[Json]:
    row = []
    if Verb.TABLE in also and answer.token and has_table(answer):
        row.append(_button("表格", Press(Verb.TABLE, answer.token)))
    if Verb.CHART in also and answer.token and answer.topic in _CHARTED and has_table(answer):
        row.append(_button("图表", Press(Verb.CHART, answer.token)))
    if cited := citation(answer, InlineKeyboardButtonLimit.MAX_COPY_TEXT):
        row.append({"text": "复制引用", "copy_text": {"text": cited}})
    if answer.token and answer.status == "answered":
        row.append(_sharing(username, answer.token, answer.lead))
    return row


def _sharing(username: str, parameter: str, text: str) -> Json:
    link, text = quote(deep_link(username, parameter), safe=""), quote(text[:_SHARED_MOST], safe="")
    return {"text": "分享", "url": f"https://t.me/share/url?url={link}&text={text}"}
