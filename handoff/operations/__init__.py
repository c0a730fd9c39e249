"""What the operator does to a whole installation: prepare, examine, back up, restore, erase, fill."""
