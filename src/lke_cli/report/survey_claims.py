"""What a workbook claims for its surveys, beside what their data says."""

from collections.abc import Sequence

from lke_cli.report.document import Column, Table, Text
from lke_cli.results import Agreement, SurveyClaim, data_text, number_text

_AGREEMENTS: dict[Agreement, Text] = {
    "equal": Text("sama", "good"),
    "rounded": Text("pembulatan", "good"),
    "higher": Text("LKE lebih tinggi", "bad"),
    "lower": Text("LKE lebih rendah", "warn"),
    "undecided": Text("belum dapat dicocokkan", "bad"),
    "no-claim": Text("belum diisi di LKE", "bad"),
}


def survey_claims_table(claims: Sequence[SurveyClaim]) -> Table:
    """Return what a workbook claims for its surveys beside what their data says."""
    return Table(
        "surveys",
        "Nilai survei di LKE dan datanya",
        (
            Column("code", "Kode"),
            Column("label", "Uraian", grow=True),
            Column("claimed", "Di LKE"),
            Column("data", "Data survei"),
            Column("required", "Minimal"),
            Column("respondents", "Responden", "number", decimals=0),
            Column("agreement", "Keterangan"),
        ),
        tuple(
            (
                claim.question,
                claim.label,
                "kosong" if claim.claimed is None else number_text(claim.claimed, claim.required),
                data_text(claim),
                "–" if claim.required is None else number_text(claim.required),
                claim.respondents,
                _agreement(claim),
            )
            for claim in claims
        ),
    )


def _agreement(claim: SurveyClaim) -> Text:
    text = _AGREEMENTS[claim.agreement]
    if claim.claim_met and claim.data_met is False:
        return Text(f"{text.text}; data di bawah minimal", "bad")
    return text
