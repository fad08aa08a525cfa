"""Forms: they check what came in; saving is the verbs' business."""
