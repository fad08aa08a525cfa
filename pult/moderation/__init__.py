"""What is let in at the door: who is blocked or trusted, and how spam is known."""
