"""What the house's own systems know, beside a conversation and on a customer's page."""
