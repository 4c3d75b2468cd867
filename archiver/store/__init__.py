"""Edge, SQL: schema, migrations and every write."""
