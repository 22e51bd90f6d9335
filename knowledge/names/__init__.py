"""Which alliances a question speaks of, and how sure that is."""
