"""What is owed and until when, and the rules of it as the secretariat changes them in the chat."""
