"""Everything of the bot that touches the world; adapters never import each other."""
