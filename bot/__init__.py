"""What the bot says next: one customer turn in, one reply with its evidence out."""
