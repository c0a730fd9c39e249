"""Pure rules and values of the knowledge base: no clock, no random, no environment, no I/O."""
