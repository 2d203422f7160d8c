"""Queries as beginners write them: each mistake is shown where it is, with what was probably meant."""

import pytest
from helpers import ROOT
from readme import blocks

import kg
from kg.errors import QueryError
from kg.errors import RefusedError
from kg.query.explain import explain
from kg.query.hints import Hint
from kg.query.hints import forbidden
from kg.query.hints import form
from kg.query.hints import iris_of_dataset_clauses
from kg.query.parse import parse
from kg.query.vocabulary import Vocabulary
from kg.rdf.names import Names

HERE = "⟦"  # marks, in a query below, where the caret must stand
