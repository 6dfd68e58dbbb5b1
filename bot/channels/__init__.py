"""One family of files per messaging platform. A channel knows no other channel, no form and no table."""
