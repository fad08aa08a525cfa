"""What customers see: survey pages now, the help centre later."""
