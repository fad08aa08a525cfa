"""HTML of strangers: read, turned into text, made safe."""
