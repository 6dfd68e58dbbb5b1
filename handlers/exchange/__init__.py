"""Records in tables: the columns of each type, a row as a whole report, a report as a row."""
