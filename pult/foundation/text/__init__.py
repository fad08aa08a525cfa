"""Text analysis and search: one analyser for hrvatski, srpski (both scripts) and English."""
