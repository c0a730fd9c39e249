"""The socket.io side of the house: one gateway, a desk for customers, a desk for agents, a live board."""
