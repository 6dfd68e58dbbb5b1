"""One module a step. A step that was released never changes: what is wrong with it, the next one mends."""
