"""The company's people: who works here, how they prove who they are, and what they did."""
