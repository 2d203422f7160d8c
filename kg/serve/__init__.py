"""The graph over HTTP: a SPARQL endpoint, and a page for each thing that the graph names.

``app`` joins the routes to what answers them. ``sparql`` is the endpoint: ``protocol`` reads its requests, ``asking``
has them answered, ``service`` describes it, ``results`` makes a page of an answer. ``things`` serves what the graph
names, as pages (``shown``: of ``index``, ``sections``, ``telling``, ``texts``, ``geo``) and as RDF (``triples``,
``rdf``); ``site`` is the rest. The query page is ``asking_page`` with its ``bundle``, made from the TypeScript in
``page``. All use ``negotiation``, ``answers``, ``pages`` (templates), ``security``, ``smaller`` and ``settings``.
"""
