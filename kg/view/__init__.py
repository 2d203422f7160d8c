"""Pages that people look at, offline: the network view, and the explorer.

``page`` makes the network view, of ``rows``, ``facts`` and ``legend``, with pyvis and the scripts beside them.
``explore`` makes the explorer, of ``columns`` (what the first frame needs), ``column_facts`` (all else), ``outlines``
and ``engine``, with the TypeScript in ``explorer``. ``askable`` and the TypeScript in ``asking`` are what the explorer
and served pages ask with; ``harmless`` keeps what strangers wrote from being more than text.
"""
