"""Answers to invitations: the card, one tap, how many come, who goes instead, the day itself."""
