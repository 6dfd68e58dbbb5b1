"""What the clockwork will send, to whom and why, before it does."""
