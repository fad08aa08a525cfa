"""Page frame, components, tokens and elements: the look of Pult."""
