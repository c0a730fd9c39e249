"""What is sent to others and what they send back: mail and webhooks, with patience."""
