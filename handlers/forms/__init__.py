"""The forms, one a file: declared questions without a sentence of text."""
