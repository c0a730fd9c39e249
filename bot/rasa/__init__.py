"""All that runs inside Rasa's own interpreter (Python 3.10); the server never imports anything from here."""
