"""Measurements of the assistant beside its peers, in one run."""
