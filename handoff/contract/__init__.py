"""What travels between us and other programs: every payload and signal as a type, and its description."""
