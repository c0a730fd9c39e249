"""The figures of growing knowledge bases as one page to open or to send: a table and plots, all inside."""

from collections.abc import Sequence
from html import escape

from handoff.bench.chart import Chart
from handoff.bench.knowledge import Figures

HEADINGS = (
    "passages",
    "question p50",
    "question p95",
    "publish to answer p95",
    "build",
    "memory",
    "start",
    "recall@10",
)
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c2430; background: #fff; }
table { border-collapse: collapse; margin: 1rem 0 2rem; }
th, td { text-align: right; padding: .3rem .8rem; border-bottom: 1px solid #d5d9e0; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem; }
@media (prefers-color-scheme: dark) { body { color: #e8ebf0; background: #14181f; } }
"""
_NOTES = """
Questions are asked one after the other in the process that holds the index, encoding included.
Publishing is timed from the wish to publish until a question finds the article, database and all, while the \
index is built anew behind it.
The build is that of the whole index from known vectors; encoding what was never seen is said beside it.
Memory is that of the answering process after all questions, with the touched parts of the mapped index.
Recall@10 is the share of the ten nearest vectors, by comparing with all of them, that the index finds.
""".strip().splitlines()


def row(figures: Figures) -> tuple[str, ...]:
    """The figures under HEADINGS."""
    encoding = f" + {figures.encode_s:.0f} s encoding" if figures.encoded else ""
    return (
        f"{figures.passages:,}",
        f"{figures.question_p50_ms:.1f} ms",
        f"{figures.question_p95_ms:.1f} ms",
        f"{figures.publish_p95_ms:.0f} ms",
        f"{figures.build_s:.1f} s{encoding}",
        f"{figures.memory_mb:.0f} MB",
        f"{figures.start_s:.1f} s",
        f"{figures.recall_at_10:.3f}",
    )


def page(measured: Sequence[Figures]) -> str:
    """The whole page as HTML."""
    head = "".join(f"<th>{escape(heading)}</th>" for heading in HEADINGS)
    rows = "\n".join(f"<tr>{_cells(row(figures))}</tr>" for figures in measured)
    plots = "\n".join(chart.svg() for chart in charts(measured))
    notes = "\n".join(f"<li>{escape(note)}</li>" for note in _NOTES)
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Growing knowledge bases</title>\n'
        f"<style>{_STYLE}</style>\n<h1>Growing knowledge bases</h1>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        f'<div class="plots">\n{plots}\n</div>\n<ul>\n{notes}\n</ul>\n</html>\n'
    )


def charts(measured: Sequence[Figures]) -> tuple[Chart, ...]:
    """The plots, each over the number of passages."""
    xs = [figures.passages for figures in measured]
    return (
        Chart(
            "Question to answer, ms",
            xs,
            {"p50": [f.question_p50_ms for f in measured], "p95": [f.question_p95_ms for f in measured]},
        ),
        Chart(
            "Publish to answer, ms",
            xs,
            {"p50": [f.publish_p50_ms for f in measured], "p95": [f.publish_p95_ms for f in measured]},
        ),
        Chart(
            "Building and starting, s",
            xs,
            {"build": [f.build_s for f in measured], "start": [f.start_s for f in measured]},
        ),
        Chart(
            "Memory, MB",
            xs,
            {"answering": [f.memory_mb for f in measured], "building": [f.build_memory_mb for f in measured]},
        ),
    )


def _cells(texts: Sequence[str]) -> str:
    return "".join(f"<td>{escape(text)}</td>" for text in texts)
