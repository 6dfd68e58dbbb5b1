"""Tests, in the order of the rooms; every test reads as a sentence."""
