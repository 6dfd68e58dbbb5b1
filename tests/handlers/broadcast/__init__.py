"""Invitations and messages to many, played as conversations."""
