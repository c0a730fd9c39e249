"""Readers of articles, one for each kind of file that other people write."""
