"""Telegram: updates in, and the Bot API they come from."""
