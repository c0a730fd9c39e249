"""What runs beside the requests: programs of their own, rounds, repairs, and the index."""
