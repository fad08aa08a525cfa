"""Other desks: what was said there is brought here, with its dates, and without telling anybody."""
