"""`frontdesk train`: make every model whose sources have changed."""

from handoff.cli.common import CommandFailed, DataDir, out, read_settings
from handoff.operations.preparing import prepare
from handoff.progress import Steps
from knowledge_base.adapters.encoder_source import ExportFailed


def train(data_dir: DataDir = None) -> None:
    """Export the encoder and train the models; what has not changed is left as it is."""
    settings = read_settings(data_dir)
    try:
        prepare(settings, Steps(out))
    except ExportFailed as error:
        raise CommandFailed(str(error), "check FRONTDESK_ENCODER, then run `make setup`") from error
