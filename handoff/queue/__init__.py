"""Waiting for a person: teams, places, offers, leases, promises, and a word when nobody is in."""
