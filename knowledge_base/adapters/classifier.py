"""Learn from the articles' own phrasings which article a question belongs to, as well as their number allows,
and keep what was learnt as arrays."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge_base.adapters import class_means, kernel_classifier
from knowledge_base.adapters.class_means import ClassMeans
from knowledge_base.adapters.kernel_classifier import Fitted, KernelClassifier

Matrix = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Classifier = KernelClassifier | ClassMeans

_LARGEST = 4_000
"""Examples that a kernel can bear: it grows with their square."""


def fit(features: Matrix, owners: Rows, articles: int, letters: int) -> Classifier:
    """Fit on one row of features an example, the last `letters` of them from spelling; `owners` names each
    example's article, 0 to `articles` - 1."""
    if len(features) > _LARGEST:
        return class_means.fit(features, owners, articles)
    return kernel_classifier.fit(features, owners, articles, letters)


def to_arrays(model: Classifier) -> dict[str, npt.NDArray[Any]]:
    """Give what a classifier without later examples consists of."""
    if isinstance(model, ClassMeans):
        return {"means_weights": model.weights, "means_bias": model.bias, "means_spread": model.spread}
    fitted = model.fitted
    return {
        "kernel_examples": fitted.examples,
        "kernel_owners": fitted.owners,
        "kernel_letters": np.asarray(fitted.letters),
        "kernel_factor": fitted.factor,
        "kernel_votes": fitted.votes,
    }


def from_arrays(read: Callable[[str], npt.NDArray[Any]], *, kernel: bool) -> Classifier:
    """Give the classifier whose arrays `read` finds by their names."""
    if not kernel:
        return ClassMeans(*(read(f"means_{part}") for part in ("weights", "bias", "spread")))
    examples, owners, factor, votes = (
        read(f"kernel_{part}") for part in ("examples", "owners", "factor", "votes")
    )
    return kernel_classifier.standing(Fitted(examples, owners, int(read("kernel_letters")), factor, votes))
