"""The assistant: a bot that answers from what is published and knows when to step aside, and help for agents."""
