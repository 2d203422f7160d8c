"""What a file says of itself."""

from kg.graph import Graph


def about(graph: Graph) -> dict[str, str]:
    """Give title and description: what a selection leaves out, and what is drawn that is no fact."""
    also = ", ".join(sorted(graph.options.also))
    unreal = f"What is {also} is no fact, and has kinds of its own." if also else ""
    values = "Nodes of the type Literal are values, not entities." if graph.options.full else ""
    return {"name": graph.corpus.title, "description": " ".join(filter(None, (graph.notice, unreal, values)))}
