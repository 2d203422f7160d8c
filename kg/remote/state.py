"""How far a publication has come, in a small file, so that another run can go on from there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Self

from kg.errors import WriteError
from kg.remote.address import Address
from kg.remote.quads import Survey
from kg.write import write_file


@dataclass(frozen=True, slots=True)
class State:
    """A publication begun.

    Attributes:
        path: the file that remembers it; its name holds a hash of the content and the address.
        done: bytes of the dataset that the server has confirmed.
        before: triples of each graph on the server before anything was sent.
    """

    path: Path
    done: int
    before: Mapping[str, int]

    @classmethod
    def at(cls, data: Path, survey: Survey, target: Address) -> Self:
        """Give the state of a publication that has not begun."""
        key = sha256(f"{survey.digest} {target.url}".encode()).hexdigest()[:16]
        return cls(data.with_name(f".{data.name}.publish-{key}.json"), 0, {})

    def found(self) -> Self | None:
        """Give what an earlier run left, None if nothing usable is there."""
        try:
            held = json.loads(self.path.read_text(encoding="utf-8"))
            before = {str(graph): int(count) for graph, count in held["before"].items()}
            return replace(self, done=max(0, int(held["done"])), before=before)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self) -> None:
        """Write it.

        Raises:
            WriteError: the folder can't be written.
        """
        write_file(self.path, [json.dumps({"done": self.done, "before": dict(self.before)})])

    def drop(self) -> None:
        """Forget it: the publication is complete."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            message = f"can't remove {self.path}: {error.strerror or error}"
            raise WriteError(message) from error
