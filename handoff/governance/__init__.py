"""How the bot is governed and what is known of its work: policies, words, previews, replays, reports."""
