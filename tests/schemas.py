"""The JSON Schemas for editors: ``python tests/schemas.py`` writes them into ``seeds/``."""

from pathlib import Path

from kg.read.schema import write

if __name__ == "__main__":
    write(Path(__file__).resolve().parent.parent / "seeds")
