"""Proposals of report files: from a press article what the text says and where, or an empty one with explanations."""

from __future__ import annotations

from knowledge.drafting.proposal import draft
from knowledge.drafting.skeleton import skeleton

__all__ = ["draft", "skeleton"]
