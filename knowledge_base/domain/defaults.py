"""The calibration in force before any rehearsal, and the point from which every rehearsal starts.

Fitted once on the questions in `data/evaluation` over the demo articles, with and without their phrasings;
no signal that speaks for an article may count against it. A question that is an editor's own, word for word,
is never rehearsed and so never learnt from: that slope stands as it was set.
"""

from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.ranking import DEFAULT_WEIGHTS

GENERAL = Calibration(
    weights=DEFAULT_WEIGHTS,
    centre=(2.0, 2.5, 0.6, 0.4, 0.3, 4.0, 0.4, 0.4, 0.0, 0.7, 0.65, 0.2, 0.05, 2.0),
    scale=(3.0, 2.0, 0.2, 0.15, 0.25, 2.0, 0.2, 0.25, 1.0, 0.3, 0.2, 0.25, 0.1, 0.5),
    slopes=(0.54, 0.94, 0.0, 0.0, 0.6, 0.0, 0.2, 0.6, 2.0, 0.05, 1.13, -0.12, -0.06, 0.4),
    intercept=0.09,
    answered_from=0.95,
    clarified_from=0.5,
)
"""Centre and scale are fixed, so that slopes learnt on one knowledge base mean the same on another."""
