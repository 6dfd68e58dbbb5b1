"""Tests of the clockwork."""
