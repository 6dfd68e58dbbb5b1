"""The gold set of the quick report: two halves of sentences with what a careful reader understands."""
