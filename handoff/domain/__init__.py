"""The pure rules of a conversation: what may follow what, and who may see it."""
