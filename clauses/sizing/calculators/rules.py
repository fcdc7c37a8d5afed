"""The calculators there are, in the order in which they are offered."""

from clauses.sizing.methods.anru.rules import METHOD as ANRU
from clauses.sizing.methods.cleaning.rules import METHOD as CLEANING
from clauses.sizing.methods.impact.rules import METHOD as IMPACT
from clauses.sizing.methods.potential.rules import METHOD as POTENTIAL
from clauses.sizing.methods.rules import Method
from clauses.sizing.methods.standard.rules import METHOD as STANDARD
from clauses.sizing.methods.training.rules import METHOD as TRAINING

METHODS: dict[str, Method] = {
    method.name: method for method in (STANDARD, CLEANING, ANRU, TRAINING, IMPACT, POTENTIAL)
}
