"""Who has not reported: the list of a year, one organisation, reminding, calling, and the table of it."""
