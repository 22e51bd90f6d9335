"""Proposals of report files: from a press article what the text says and where, or an empty one with explanations."""

from __future__ import annotations

from knowledge.drafting.extraction import is_about_an_evaluation
from knowledge.drafting.proposal import draft
from knowledge.drafting.skeleton import skeleton

__all__ = ["draft", "is_about_an_evaluation", "skeleton"]
