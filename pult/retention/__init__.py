"""How long things are kept: what is forgotten after its time, and what a legal hold keeps."""
