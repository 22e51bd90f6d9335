"""What `--help` says."""

HOW_TO_SERVE = """\
Telegram needs a token: send /newbot to @BotFather (https://t.me/BotFather) and follow it.
Then set BOT_TOKEN to what it gives you (in the environment, or in .env) and start python -m bot again."""

COMMANDS = {
    "": "Answers questions in Chinese about the activity evaluation (活跃度评价) of China's industrial technology "
    "innovation alliances.\nWithout a command: serves Telegram if BOT_TOKEN is set, else opens the conversation here; without a\n"
    "terminal it says how to get a token and exits with 2.",
    "run": "serve Telegram",
    "chat": "hold the same conversation here; with piped input, print one answer per line read",
    "ask": "answer one question, or one a line",
    "chart": "draw the tiers of an evaluation (needs the extra: pip install 'alliance-activity-bot[chart]')",
    "health": "exit with 0 if the running instance is healthy",
    "unanswered": "group and rank the log of questions without an answer",
}

_SETTINGS = {
    "BOT_TOKEN": "the bot's token",
    "BOT_API_BASE_URL": "root of the Bot API server (https://api.telegram.org)",
    "BOT_PROXY_URL": "HTTP or SOCKS proxy for the Bot API",
    "BOT_MODE": "polling or webhook (polling)",
    "BOT_LISTEN": "host:port of the webhook server",
    "BOT_OPS_LISTEN": "host:port of health and metrics",
    "BOT_WEBHOOK_URL": "public root of the webhook server",
    "BOT_WEBHOOK_SECRET": "secret that Telegram sends with each update",
    "BOT_REDIS_URL": "state that several replicas share",
    "BOT_STATE_DIR": "folder for the state of a single process",
    "BOT_KNOWLEDGE_DIR": "folder of further reports and alliances",
    "BOT_CONCURRENCY": "updates handled at the same time (64)",
    "BOT_MEMORY_MINUTES": "pause after which a conversation is forgotten (10)",
    "BOT_USER_RATE": "questions a second per user in the long run, 0 for any (1)",
    "BOT_USER_BURST": "questions per user at once (30)",
    "BOT_STOP_SECONDS": "deadline for work in flight after SIGTERM (20)",
    "BOT_RICH_MESSAGES": "native tables: button, always or off (button)",
    "BOT_UNANSWERED_LOG": "JSONL file for questions without an answer, masked",
    "BOT_LOG_LEVEL": "DEBUG, INFO, WARNING, ERROR or CRITICAL (INFO)",
    "BOT_LOG_FORMAT": "text or json (text)",
    "BOT_LOG_TEXT": "whether message texts may appear in logs (false)",
}

EPILOG = "\n".join(
    [
        "settings, in the environment or in .env (default):",
        *(f"  {name:20} {meaning}" for name, meaning in _SETTINGS.items()),
        "",
        "BOT_TOKEN, BOT_WEBHOOK_SECRET and BOT_REDIS_URL may come from a file: BOT_TOKEN_FILE,",
        "BOT_WEBHOOK_SECRET_FILE, BOT_REDIS_URL_FILE.",
    ]
)
