"""How the pages are bundled when the package is built; not part of an installed package."""
