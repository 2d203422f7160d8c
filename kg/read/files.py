"""Files of a corpus: found, decoded, and kept for the caret lines of problems."""

from dataclasses import dataclass
from dataclasses import field
from hashlib import sha256
from pathlib import Path

from kg.errors import Report
from kg.errors import Where
from kg.read.nodes import MAX_BYTES


@dataclass(slots=True)
class Folder:
    """A corpus folder being read.

    Attributes:
        root: the folder.
        report: where problems go.
        sources: text of every file read, by the path that problems show.
    """

    root: Path
    report: Report
    sources: dict[str, str] = field(default_factory=dict)

    def read(self, path: str, missing: Where | None = None) -> tuple[str, str] | None:
        """Give a file's text and SHA-256, or None after reporting why not.

        Args:
            path: relative to the folder; it may not leave it.
            missing: the place that named the file, for the problem if it isn't there.
        """
        full = self.root / path
        where = missing or Where(path)
        if not full.resolve().is_relative_to(self.root.resolve()):
            self.report.error(where, "outside-corpus", f"{path} lies outside the corpus folder")
            return None
        if not full.is_file():
            self.report.error(where, "missing-file", f"there is no file {path} in this corpus")
            return None
        if full.stat().st_size > MAX_BYTES:
            self.report.error(Where(path), "too-large", f"larger than {MAX_BYTES // 2**20} MiB: split it")
            return None
        return self._decode(path, full.read_bytes())

    def _decode(self, path: str, raw: bytes) -> tuple[str, str] | None:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode("utf-8", "replace")
            where = Where(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
            message = f"not UTF-8: byte 0x{raw[error.start]:02x} can't stand here"
            self.report.error(where, "encoding", message, "save the file as UTF-8")
            return None
        self.sources[path] = text
        return text, sha256(raw).hexdigest()
