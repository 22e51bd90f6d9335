"""Telegram, the terminal and operations. What is known lives in `knowledge`."""
