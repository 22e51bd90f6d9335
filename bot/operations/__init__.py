"""What operators see: logs, metrics, health, and questions without an answer."""
