"""The pages of contact forms: for visitors, and for those who build them."""
