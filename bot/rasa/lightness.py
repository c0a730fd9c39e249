"""Start Rasa without TensorFlow.

Rasa's base modules name a few TensorFlow classes when they are imported, and a trained model names the class
that checked its training; both load all of TensorFlow (about 11 of 17 seconds, 300 MB). Nothing of ours uses
it while serving, so those names get a stand-in. Must never hide a real use: any other name of these modules
stops with an error.
"""

import sys
from types import ModuleType

_STOOD_IN_FOR = {
    "tensorflow": (),
    "tensorflow.keras": (),
    "tensorflow.keras.callbacks": ("Callback",),
    "tensorflow.keras.utils": ("Sequence",),
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
}


def leave_out_tensorflow() -> None:
    """Put the stand-ins in place; to be called before anything of Rasa is imported."""
    for name, classes in _STOOD_IN_FOR.items():
        module = ModuleType(name, "A stand-in: this process trains nothing and loads no TensorFlow.")
        module.__path__ = []
        for class_name in classes:
            setattr(module, class_name, type(class_name, (), {}))
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent in sys.modules:
            setattr(sys.modules[parent], child, module)
