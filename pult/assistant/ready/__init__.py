"""What the bot knows to say before anybody has written anything: small talk, its own sentences, a first flow."""
