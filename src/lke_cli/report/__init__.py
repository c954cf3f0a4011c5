"""From a result to what a person or a program reads: each result becomes one Document; each format renders it.

In come a result and a format, out goes text or a file.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.report.annotated import annotation_sentences, fixes_in_front, front_page, notes_at_cells
    from lke_cli.report.document import Document
    from lke_cli.report.encoding import ENCODING_ERRORS, plain_ascii, speaks_utf
    from lke_cli.report.instrument import instrument_document, instrument_summary, instruments_document
    from lke_cli.report.layout import wrapped
    from lke_cli.report.message import message_text, messages_of, write_messages
    from lke_cli.report.ours import is_ours
    from lke_cli.report.output import (
        check_writable,
        partial_name,
        show_document,
        show_json,
        show_markdown,
        show_text,
        write_file,
    )
    from lke_cli.report.ready import get_ready
    from lke_cli.report.rubric import rubric_document, rubric_summary, rubrics_document
    from lke_cli.report.rules import rule_document, rules_document
    from lke_cli.report.show import show_result
    from lke_cli.report.written import written_text

__all__ = [
    "ENCODING_ERRORS",
    "Document",
    "annotation_sentences",
    "check_writable",
    "fixes_in_front",
    "front_page",
    "get_ready",
    "instrument_document",
    "instrument_summary",
    "instruments_document",
    "is_ours",
    "message_text",
    "messages_of",
    "notes_at_cells",
    "partial_name",
    "plain_ascii",
    "rubric_document",
    "rubric_summary",
    "rubrics_document",
    "rule_document",
    "rules_document",
    "show_document",
    "show_json",
    "show_markdown",
    "show_result",
    "show_text",
    "speaks_utf",
    "wrapped",
    "write_file",
    "write_messages",
    "written_text",
]

__getattr__ = opened(
    __name__,
    annotated="annotation_sentences fixes_in_front front_page notes_at_cells",
    document="Document",
    encoding="ENCODING_ERRORS plain_ascii speaks_utf",
    instrument="instrument_document instrument_summary instruments_document",
    layout="wrapped",
    message="message_text messages_of write_messages",
    ours="is_ours",
    output="check_writable partial_name show_document show_json show_markdown show_text write_file",
    ready="get_ready",
    rubric="rubric_document rubric_summary rubrics_document",
    rules="rule_document rules_document",
    show="show_result",
    written="written_text",
)
