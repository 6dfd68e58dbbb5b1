"""What a member organisation does."""
