"""The store: tables, queries, migrations and the plan as data. Knows no channel, language or form."""
