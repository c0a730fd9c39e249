"""A conversation and what belongs to it: commands, bot turns, files, notes, and the customers who write."""
