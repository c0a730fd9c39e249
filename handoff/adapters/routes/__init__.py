"""The HTTP side of the house: one module a noun, each a factory that takes what it needs."""
