"""The form engine and the forms."""
