"""Options and results hold what they were made with: nobody changes one that another part of a program holds too."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError
from importlib import import_module

import pytest

import lke_cli
from lke_cli.record import record
from lke_cli.results import KINDS

OPTIONS = [name for name in lke_cli.__all__ if name.endswith("Options")]
MADE_BY_THE_HUNDRED = {"InputScore", "NodeScore", "QuestionScore", "Step"}


@record
class Loket:
    """What the tests below make values of."""

    name: str
    people: int = 0
    hours: tuple[int, ...] = ()


@pytest.mark.parametrize("name", OPTIONS)
def test_no_option_can_be_set_or_deleted_after_it_was_given(name: str) -> None:
    options = getattr(lke_cli, name)()
    for field in dataclasses.fields(options):
        before = getattr(options, field.name)
        with pytest.raises(FrozenInstanceError, match=field.name):
            setattr(options, field.name, before)
        with pytest.raises(FrozenInstanceError, match=field.name):
            delattr(options, field.name)
        assert getattr(options, field.name) is before
    with pytest.raises(FrozenInstanceError, match="rubrik"):
        options.rubrik = "lain"  # misspelt, so that it would be without effect


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_no_field_of_a_result_can_be_set(kind: object) -> None:
    result_type = kind.type  # type: ignore[attr-defined]
    value = result_type.__new__(result_type)
    for field in dataclasses.fields(result_type):
        with pytest.raises(FrozenInstanceError, match=field.name):
            setattr(value, field.name, None)


def test_all_values_in_results_are_frozen_but_those_that_a_workbook_has_by_the_hundred() -> None:
    modules = {kind.module for kind in KINDS.values()} | {"lke_cli.results.notes", "lke_cli.findings"}
    thawed = set()
    for module in map(import_module, sorted(modules)):
        for cls in vars(module).values():
            if isinstance(cls, type) and dataclasses.is_dataclass(cls) and cls.__module__ == module.__name__:
                try:
                    setattr(cls.__new__(cls), dataclasses.fields(cls)[0].name, None)
                    thawed.add(cls.__name__)
                except FrozenInstanceError:
                    pass
    assert thawed == MADE_BY_THE_HUNDRED


def test_a_frozen_value_is_copied_pickled_and_replaced_as_others_are() -> None:
    loket = Loket("Loket 1", hours=(8, 15))
    assert copy.copy(loket) == copy.deepcopy(loket) == pickle.loads(pickle.dumps(loket)) == loket
    busier = dataclasses.replace(loket, people=120)
    assert (busier.name, busier.people, busier.hours) == ("Loket 1", 120, (8, 15))
    assert loket.people == 0
    assert {loket, Loket("Loket 1", 0, (8, 15)), busier} == {loket, busier}
    assert repr(loket) == "Loket(name='Loket 1', people=0, hours=(8, 15))"
    with pytest.raises(FrozenInstanceError, match="people"):
        pickle.loads(pickle.dumps(loket)).people = 1


def test_what_a_value_is_made_from_is_checked() -> None:
    assert Loket("A", 3, hours=(8,)) == Loket(hours=(8,), people=3, name="A")
    with pytest.raises(TypeError, match=r"Loket\(\) was given no name"):
        Loket()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"Loket\(\) was given name twice"):
        Loket("A", name="B")  # type: ignore[misc]
    with pytest.raises(TypeError, match=r"Loket\(\) has no orang"):
        Loket("A", orang=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"takes 3 arguments in order, 4 were given"):
        Loket("A", 1, (8,), 4)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="takes 0 arguments in order"):
        lke_cli.ScoreOptions("permenpanrb-90-2021")  # type: ignore[call-arg]


def test_what_is_made_anew_for_each_value_is_not_shared() -> None:
    assert lke_cli.CheckOptions().population is not lke_cli.CheckOptions().population
