"""The process: settings, wiring, languages, channels, the one way out. Every room may be used from here."""
