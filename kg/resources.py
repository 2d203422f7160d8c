"""Where the files that travel with the package are: in a checkout and in an install."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Give the folder of shipped files called ``ontology``, ``seeds`` or, once the pages are bundled, ``web``.

    A wheel carries them inside the package; in a checkout they stand beside it.

    Raises:
        FileNotFoundError: the installation is broken: neither place has it.
    """
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    message = f"{name}/ is missing from this installation of kg: reinstall it"
    raise FileNotFoundError(message)
