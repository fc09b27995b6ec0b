"""File -> Document: readers, cleaning, numbering, outline, facts, citations. This room knows no index and no web."""
