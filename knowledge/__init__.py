"""What is known of the activity evaluation of China's industrial technology innovation alliances.

knowledge = load()
answer, conversation = knowledge.ask("化纤联盟是A级吗？")
print(answer.text)
"""

from __future__ import annotations

from knowledge.answer import Answer, Choice
from knowledge.conversation import Conversation
from knowledge.engine import Knowledge, UnknownTokenError, load, today_in_china
from knowledge.reports.loading import DataError

__all__ = ["Answer", "Choice", "Conversation", "DataError", "Knowledge", "UnknownTokenError", "load", "today_in_china"]
