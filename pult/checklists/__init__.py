"""Templates of checklists: the steps that matters of one kind need, written once and brought into conversations."""
