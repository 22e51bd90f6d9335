"""What a conversation remembers."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Conversation(BaseModel):
    """What has been said so far, as a small serialisable value (`model_dump_json`, `model_validate_json`)."""

    model_config = ConfigDict(frozen=True, extra="ignore")
