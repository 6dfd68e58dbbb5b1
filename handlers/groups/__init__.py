"""Groups: which are the Network's, what is posted there, and what a tap in one does."""
