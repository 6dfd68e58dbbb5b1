"""The annual report of a member: begun from its records, approved block by block, sent, completed."""
