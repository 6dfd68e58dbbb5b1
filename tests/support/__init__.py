"""Helpers for tests: a Bot API that behaves as the real one, and a chat that reads like one."""
