"""The chapters of the annual report, one function each: material in, blocks out."""
