"""One writer per document format. Writers do not know each other."""
