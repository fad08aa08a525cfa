"""A conversation on paper and in an archive: printed, or taken along."""
