"""A school's database as the first frozen migrations made it, kept as SQL for each database."""
