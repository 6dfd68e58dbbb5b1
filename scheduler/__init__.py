"""The clockwork: what happens without anyone writing. Truth is rows; here is only the tick."""
