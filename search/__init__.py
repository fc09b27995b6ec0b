"""Question -> hits: analysis, query tree, expansion, engines, facets, snippets. This room knows no publisher's file and no web."""
