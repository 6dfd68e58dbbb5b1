"""Tests of the readers: tables of phrases beside each test, and properties that hold for any text."""
