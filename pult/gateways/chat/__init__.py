"""The chat door: the widget on people's pages, its visitors, and what they and the desk say to each other."""
