"""Run morph-kgc on a configuration; print its seconds, and peak memory with its workers' in MB."""

import sys
from resource import RUSAGE_CHILDREN
from resource import RUSAGE_SELF
from resource import getrusage
from runpy import run_module
from time import perf_counter

KIBI = 1024

if __name__ == "__main__":
    start = perf_counter()
    sys.argv = ["morph_kgc", sys.argv[1]]
    run_module("morph_kgc", run_name="__main__", alter_sys=True)
    memory = max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) / KIBI
    print(perf_counter() - start, memory)
