"""The calibration in force before any rehearsal, and the point from which every rehearsal starts.

Fitted once on the questions in `data/evaluation` over the demo articles, with and without their phrasings.
"""

from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.ranking import DEFAULT_WEIGHTS

GENERAL = Calibration(
    weights=DEFAULT_WEIGHTS,
    centre=(2.0, 2.5, 0.6, 0.4, 0.3, 4.0, 0.4, 0.4, 0.7, 0.65, 0.2, 0.05, 2.0),
    scale=(3.0, 2.0, 0.2, 0.15, 0.25, 2.0, 0.2, 0.25, 0.3, 0.2, 0.25, 0.1, 0.5),
    slopes=(0.43, 0.75, 0.17, 0.13, 0.53, 0.34, -0.12, 0.46, 0.27, 0.32, -0.05, -0.07, 0.16),
    intercept=0.48,
    answered_from=0.95,
    clarified_from=0.5,
)
"""Centre and scale are fixed, so that slopes learnt on one knowledge base mean the same on another."""
