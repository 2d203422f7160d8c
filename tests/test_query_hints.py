"""Queries as beginners write them: each mistake is shown where it is, with what was probably meant."""

HERE = "⟦"  # marks, in a query below, where the caret must stand
