"""The conversation: what the assistant asks, understands and does. No platform, driver or sentence."""
