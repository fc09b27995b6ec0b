"""The edge: pages, JSON, the command line and settings. This room knows nothing of the inside of a PDF or of an index."""
