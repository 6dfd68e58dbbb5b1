"""What is sent unasked: what is due for whom, what is decided about it, and what people wish of it."""
