"""Pure values and rules of the bot: no clock, no random, no environment, no I/O."""
