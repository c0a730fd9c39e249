"""The composition root: introduces every part to the others, starts them, and decides nothing."""
