"""Conversations over real HTTP, through the whole bot and a Bot API server."""
