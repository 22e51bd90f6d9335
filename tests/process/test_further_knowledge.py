"""A made-up evaluation of 2031 in a folder of its own, asked of the running bot."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import yaml

from tests.botapi import BotApiServer
from tests.process.harness import our_bot

DATA = Path(__file__).parents[1] / "knowledge"
QUESTIONS: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "questions_2031.yaml").read_text("utf-8"))


COMMANDS: dict[str, dict[str, Any]] = {
    "/list": {"ask": "/list", "says": ["2031年度A级联盟共4家", "脑机接口产业技术创新战略联盟"]},
    "/tiers": {"ask": "/tiers", "says": ["领跑", "停滞", "26.25%"]},
    "/rule": {"ask": "/rule", "says": ["连续4年"]},
    "/about": {"ask": "/about", "says": ["2031年度"]},
    "/source": {"ask": "/source", "says": ["四家联盟获评2031年度A级"]},
}


async def test_every_topic_and_every_command(tmp_path: Path) -> None:
    async with BotApiServer() as server:
        process = our_bot(server, tmp_path, knowledge_dir=DATA / "evaluation_2031")
        await process.start()
        await process.ready()
        cases = [*QUESTIONS.values(), *COMMANDS.values()]
        answers = await asyncio.gather(*(server.user().asks(case["ask"]) for case in cases))
        await process.stop()
        server.check()
    lacking = {
        case["ask"]: (said, answer.text)
        for case, answer in zip(cases, answers, strict=True)
        if (said := [words for words in case["says"] if words not in answer.text])
    }
    assert not lacking
