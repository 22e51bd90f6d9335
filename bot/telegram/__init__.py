"""Telegram: an update in, a reply out."""
