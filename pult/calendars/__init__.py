"""Opening hours, holidays and exact arithmetic on business time."""
