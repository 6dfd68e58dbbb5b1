"""Who is missing, seen by a secretary in the chat."""
