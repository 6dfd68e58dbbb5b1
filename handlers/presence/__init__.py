"""Presence with a QR code: opening a list, its counter in the chat, confirming on the page."""
