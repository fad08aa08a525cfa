"""What the department knows: documents in several languages, versioned, published, signed."""
