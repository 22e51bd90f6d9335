"""No update is confirmed before it was answered: polling, webhook, order, tries and what is remembered."""
