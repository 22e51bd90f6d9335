"""What operators count, in Prometheus' terms."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info

_FIRST_ERROR = 400
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The figures of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = Counter(
            "bot_updates", "Updates settled, by kind and outcome", ["kind", "status"], registry=self.registry
        )
        self.answers = Counter(
            "bot_answers", "Answers, by status and topic", ["status", "topic"], registry=self.registry
        )
        self.seconds = Histogram(
            "bot_answer_seconds", "From receiving an update to settling it", buckets=_BUCKETS, registry=self.registry
        )
        self.api_errors = Counter(
            "bot_api_errors", "Failed Bot API requests, by HTTP status (0: no answer)", ["code"], registry=self.registry
        )
        self.retries = Counter("bot_retries", "Further tries for an update", registry=self.registry)
        self.plain = Counter("bot_markup_fallbacks", "Messages sent without their markup", registry=self.registry)
        self.throttled = Counter(
            "bot_throttled", "Questions and presses of buttons refused by the throttle", registry=self.registry
        )
        self.in_flight = Gauge("bot_in_flight", "Updates being handled", registry=self.registry)
        self.parked = Gauge(
            "bot_parked", "Updates that wait apart from Telegram's queue", ["kept"], registry=self.registry
        )
        self.degraded = Gauge("bot_shared_state_down", "1 while Redis cannot be reached", registry=self.registry)
        self.state_errors = Counter(
            "bot_state_errors", "Reads and writes of this process' own state that failed", registry=self.registry
        )
        self.knowledge = Info("bot_knowledge", "The data in use", registry=self.registry)

    def observe(self, _endpoint: str, status: int) -> None:
        """Count how a Bot API request ended; 0 is no answer."""
        if status == 0 or status >= _FIRST_ERROR:
            self.api_errors.labels(str(status)).inc()
