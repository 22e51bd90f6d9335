"""Makes the README's pictures from real answers.

Usage: python -m tests.pictures
"""

import io
import re
from pathlib import Path

from rich.console import Console
from rich.text import Text

import knowledge
from bot.replies.drawing import draw
from tests import built_in

FOLDER = Path(__file__).parents[1] / ".github"
TALK = ("化千联盟是A级吗？", "那纺织呢？", "活跃度较高的有几家？", "83分是什么等级？")
FONT_FROM_ELSEWHERE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


def conversation(known: knowledge.Knowledge) -> str:
    """The conversation as it looks in a terminal, as SVG."""
    console = Console(record=True, width=88, file=io.StringIO(), force_terminal=True)
    memory = None
    for question in TALK:
        answer, memory = known.ask(question, memory)
        console.print(Text.assemble(("> ", "bold green"), question))
        console.print(Text(answer.text))
        for number, choice in enumerate(answer.choices or answer.related, start=1):
            console.print(Text(f"  [{number}] {choice.label}", "cyan"))
        console.print()
    return FONT_FROM_ELSEWHERE.sub("", console.export_svg(title="python -m bot chat", unique_id="chat"))


def main() -> None:
    """Write the pictures where the README finds them."""
    known = built_in.load()
    (FOLDER / "conversation.svg").write_text(conversation(known), "utf-8")
    (FOLDER / "chart.png").write_bytes(draw(known, known.default_year))


if __name__ == "__main__":
    main()
