"""What is owed together, and the rules of it, seen by a secretary in the chat."""
