"""Who signs in, with which rights."""
