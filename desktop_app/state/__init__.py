"""What is open and how it is shown: plain models, and the session that owns them."""
