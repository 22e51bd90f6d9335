from __future__ import annotations

import pytest

from tests.botapi.errors import ApiError
from tests.botapi.markup import formatted
from tests.botapi.rich import rich_message


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("<b>好</b>的", "好的", [("bold", 0, 1)]),
        ("😀<b>好</b>", "😀好", [("bold", 2, 1)]),
        ("<b>粗<i>斜</i></b>", "粗斜", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
        ("1 &lt; 2 &amp; 3 &gt; 2 &quot;&#20013;&#x4e2d;", '1 < 2 & 3 > 2 "中中', []),
        ("a & b &nbsp; &copy;", "a & b &nbsp; &copy;", []),
        ('<a href="https://example.org/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
        ("<blockquote expandable>出处</blockquote>", "出处", [("expandable_blockquote", 0, 2)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1), ("code", 0, 1)]),
        ("  <b> 好 </b>  ", "好", [("bold", 0, 1)]),
        ("<b></b>空", "空", []),
        ("<b>x</>", "x", [("bold", 0, 1)]),
    ],
)
def test_html(markup: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    plain, found = formatted(markup, "HTML")
    assert plain == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("好<x>", 'Unsupported start tag "x" at byte offset 3'),
        ("3 < 5", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("x<b", "Unclosed start tag at byte offset 1"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_html(markup: str, reason: str) -> None:
    with pytest.raises(ApiError) as caught:
        formatted(markup, "HTML")
    assert caught.value.description == f"Bad Request: can't parse entities: {reason}"


def test_other_parse_modes_are_refused() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        formatted("x", "BBCode")


def test_control_characters_do_not_survive() -> None:
    assert formatted("a\x00b\r\n\x07c", None) == ("a b\n c", [])


def test_rich_message() -> None:
    html = (
        "<p><b>好</b></p><table bordered><caption>表</caption><tr><th>级</th></tr><tr><td>A</td></tr></table>"
        '<ol><li value="6">化纤</li></ol><details><summary>出处</summary><p>报道</p></details>'
    )
    paragraph, table, listing, details = rich_message({"html": html})["blocks"]
    assert paragraph == {"type": "paragraph", "text": "好"}
    assert table["caption"] == "表"
    assert table["is_bordered"]
    assert [[cell["text"] for cell in row] for row in table["cells"]] == [["级"], ["A"]]
    assert listing["items"][0]["value"] == 6
    assert details["summary"] == "出处"
    assert details["blocks"] == [{"type": "paragraph", "text": "报道"}]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "exactly one"),
        ({"html": "<p>a</p>", "markdown": "a"}, "exactly one"),
        ({"html": "<script>x</script>"}, 'Unsupported start tag "script"'),
        ({"html": "<p>a"}, 'end tag corresponding to start tag "p"'),
        ({"html": "<td>a</td>"}, 'Tag "td" can\'t be inside'),
        ({"html": "<p></p>"}, "empty"),
        ({"html": f"<table><tr>{'<td>x</td>' * 21}</tr></table>"}, "too many columns"),
        ({"html": "字" * 32_769}, "too long"),
        ({"html": "<blockquote>" * 17 + "x" + "</blockquote>" * 17}, "too complex"),
    ],
)
def test_wrong_rich_message(given: dict[str, str], reason: str) -> None:
    with pytest.raises(ApiError, match=reason):
        rich_message(given)
