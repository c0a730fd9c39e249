"""Who is speaking with the customer: the conversation, its people, and the doors to the outside."""
