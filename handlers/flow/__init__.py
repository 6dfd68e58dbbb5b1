"""The form engine: pure functions of a form and its answers. No input or output, no await."""
