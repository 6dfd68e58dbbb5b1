"""What is said without being asked."""
