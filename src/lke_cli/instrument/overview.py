"""An instrument as it is shown."""

from lke_cli.instrument.model import Instrument
from lke_cli.results import AskedOverview, BandOverview, InstrumentOverview


def instrument_overview(instrument: Instrument) -> InstrumentOverview:
    """Return what an instrument holds."""
    lists = [*instrument.answers, *(occurrence.words for occurrence in instrument.occurrence)]
    lists += [words for question in instrument.questions for words in question.answers]
    return InstrumentOverview(
        title=instrument.title,
        label=instrument.label,
        survey=instrument.survey,
        over=tuple(instrument.over),
        note=instrument.note,
        unsur=len(instrument.unsur),
        top=instrument.top,
        hundred=instrument.to_hundred,
        scales=tuple((scale.points, scale.formula) for scale in instrument.scales),
        questions=tuple(
            AskedOverview(question.code, question.unsur, instrument.by_unsur[question.unsur].label, tuple(question.ask))
            for question in instrument.questions
        ),
        answers=tuple(dict.fromkeys(tuple(words) for words in lists)),
        bands=tuple(BandOverview(band.letter, band.label, band.lowest) for band in instrument.bands),
    )
