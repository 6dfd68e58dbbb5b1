"""What the secretariat does: review, members, invitations, charts and reports."""
