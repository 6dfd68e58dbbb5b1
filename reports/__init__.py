"""Records become figures, figures become charts, documents and pages. Sends nothing, writes no table."""
