"""Invitations and messages to many: asked, shown as they will be read, approved, sent, followed."""
