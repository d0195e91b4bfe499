"""The standard as SQL, and the database that runs it."""
