"""Meetings from the proposed date to the record of what was decided: the secretariat's chain."""
