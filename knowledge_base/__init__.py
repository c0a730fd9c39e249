"""What the company knows: articles, their publishing, and the retrieval of answers from them."""
