"""Which doors exist: addresses, their department, language and signature."""
