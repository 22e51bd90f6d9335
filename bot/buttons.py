"""Inline keyboards, and what their buttons say when pressed.

Callback data is `verb:token`: stateless, so that a button works after a restart and in any replica.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, cast, get_args
from urllib.parse import quote

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.rendering import citation, has_table, length

if TYPE_CHECKING:
    from knowledge import Answer, Choice

Verb = Literal["q", "t", "p"]
_ROW_WIDTH = 16
_ROW_MOST = 3


class Press(NamedTuple):
    """What a button asks for: `q` a question, `t` the answer as a table, `p` a page of it."""

    verb: Verb
    token: str
    page: int = 0

    def data(self) -> str:
        """Write it as callback data, 1 to 64 bytes."""
        return f"{self.verb}{self.page or ''}:{self.token}"

    @classmethod
    def parse(cls, data: str) -> Press | None:
        """Read callback data; None where it is none of ours."""
        head, colon, token = data.partition(":")
        verb, page = head[:1], head[1:]
        if not colon or not token or verb not in get_args(Verb) or not (page == "" or page.isdecimal()):
            return None
        return cls(cast("Verb", verb), token, int(page or 0))


def keyboard(
    answer: Answer, *, username: str, rich: bool = False, page: int = 0, pages: int = 1
) -> InlineKeyboardMarkup | None:
    """Build the buttons under an answer: paging, what it asks back, related questions, table, citation, sharing.

    `rich`: whether a 表格 button is offered. Under a question back stand its choices alone.
    """
    rows = _rows(answer.choices) if answer.choices else _rows(answer.related)
    if pages > 1 and answer.token:
        rows.insert(0, _paging(answer.token, page, pages))
    if not answer.choices:
        rows.append(_tools(answer, username=username, rich=rich))
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(rows) if rows else None


def deep_link(username: str, token: str) -> str:
    """Return the link that opens a chat with the bot and asks `token`."""
    return f"https://t.me/{username}?start={token}"


def _rows(choices: tuple[Choice, ...]) -> list[list[InlineKeyboardButton]]:
    rows: list[list[InlineKeyboardButton]] = []
    width = _ROW_WIDTH
    for choice in choices:
        if width + len(choice.label) > _ROW_WIDTH or len(rows[-1]) == _ROW_MOST:
            rows.append([])
            width = 0
        rows[-1].append(InlineKeyboardButton(choice.label, callback_data=Press("q", choice.token).data()))
        width += len(choice.label)
    return rows


def _paging(token: str, page: int, pages: int) -> list[InlineKeyboardButton]:
    row = []
    if page > 0:
        row.append(InlineKeyboardButton("上一页", callback_data=Press("p", token, page - 1).data()))
    if page + 1 < pages:
        row.append(InlineKeyboardButton("下一页", callback_data=Press("p", token, page + 1).data()))
    return row


def _tools(answer: Answer, *, username: str, rich: bool) -> list[InlineKeyboardButton]:
    row = []
    if rich and answer.token and has_table(answer):
        row.append(InlineKeyboardButton("表格", callback_data=Press("t", answer.token).data()))
    cited = citation(answer)
    if cited and length(cited) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT:
        row.append(InlineKeyboardButton("复制引用", copy_text=CopyTextButton(cited)))
    if answer.token and answer.status == "answered":
        link = quote(deep_link(username, answer.token), safe="")
        row.append(InlineKeyboardButton("分享", url=f"https://t.me/share/url?url={link}"))
    return row
