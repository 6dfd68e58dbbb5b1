"""The languages of the conversation with their own names: what people read, tap and type to choose one."""

LANGUAGES = (("ro", "Română"), ("ru", "Русский"), ("en", "English"))
CODES = tuple(code for code, _ in LANGUAGES)
