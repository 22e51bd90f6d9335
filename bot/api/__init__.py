"""The Bot API as the rest of the bot uses it: its methods, and HTTP underneath."""
