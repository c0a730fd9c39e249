"""Everything of the knowledge base that touches the world; adapters never import each other."""
