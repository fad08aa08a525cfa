"""What a department wants to know of its own: fields of conversations, customers and companies."""
