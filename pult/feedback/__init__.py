"""What customers say afterwards: ratings by signed link."""
