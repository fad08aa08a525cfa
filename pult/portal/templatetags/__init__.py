"""What templates of public pages ask for."""
