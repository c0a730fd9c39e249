"""Everything of the handoff package that touches the world; adapters never import each other."""
