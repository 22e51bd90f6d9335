"""From an answer to messages: markup, buttons, charts, and sending them."""
