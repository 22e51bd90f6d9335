"""Inline keyboards, checked as Telegram does."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.botapi.errors import bad_request

_ACTIONS = {
    *("url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat"),
    *("switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay"),
}
_DATA_BYTES = 64
_COPY_LIMIT = 256
_MOST_BUTTONS = 100
_SCHEMES = {"http", "https", "tg", "ton"}


def inline_keyboard(reply_markup: Any) -> dict[str, Any] | None:
    """Return the inline keyboard of `reply_markup` as a message shows it; None for other markup and for none.

    Raises:
        ApiError: a button is wrong.

    """
    if not isinstance(reply_markup, dict) or "inline_keyboard" not in reply_markup:
        return None
    rows = [row for row in reply_markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > _MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for button in (button for row in rows for button in row):
        _check(button)
    return {"inline_keyboard": rows} if rows else None


def _check(button: dict[str, Any]) -> None:
    if not button.get("text", "").strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    if len(_ACTIONS & button.keys()) != 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= _DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and urlsplit(button["url"]).scheme not in _SCHEMES:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Unsupported URL protocol")
    if "copy_text" in button and not 1 <= len(button["copy_text"].get("text", "")) <= _COPY_LIMIT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
