"""``lke survey plan``: what the user gives, to a plan."""

import re

from lke_cli.errors import LkeError
from lke_cli.periods import months_of
from lke_cli.results import SampleReport
from lke_cli.surveys.sample import plan_sample
from lke_cli.untrusted import one_line


def sample_report(population: str | None, services: str | None, months: str | None) -> SampleReport:
    """Return the sample for a population, or for services such as ``Loket=120,Daring=300``, over months.

    Raises LkeError where neither is given, where they disagree, or where they cannot be read.
    """
    shares = parse_services(services) if services is not None else {}
    whole = sum(shares.values())
    people = parse_population(population) if population is not None else None
    if isinstance(people, dict):
        raise LkeError("Jumlah per layanan ditulis dengan --services, bukan --population.")
    if people is None and not shares:
        raise LkeError("Sebutkan jumlah pengguna layanan dengan --population, atau per layanan dengan --services.")
    if people is not None and shares and people != whole:
        raise LkeError(
            f"--population {people} tidak sama dengan jumlah --services {whole}; samakan, atau hapus --population."
        )
    plan = plan_sample(people or whole, shares, months_of(months) if months else [])
    return SampleReport(plan, "population" if people is not None else "services")


def parse_population(text: str) -> int | dict[str, int]:
    """Return the people of ``1200`` or ``1.200``, or those of each service of ``Loket=120,Daring=300``.

    Raises LkeError where it is anything else.
    """
    if "=" in text:
        return parse_services(text, "--population")
    people = _people(text)
    if people is None:
        raise LkeError(
            f"--population '{one_line(text, 40)}' bukan bilangan bulat mulai dari 1; tulis seperti 1200 atau 1.200."
        )
    return people


def parse_services(text: str, option: str = "--services") -> dict[str, int]:
    """Return the population of each service of ``Loket=120,Daring=1.300``. Raises LkeError where it is anything else.

    option: what the user calls it.
    """
    people_by_service: dict[str, int] = {}
    for part in text.split(","):
        name, _, number = part.rpartition("=")
        name, people = one_line(name), _people(number)
        if people is None or not name or "=" in name or name in people_by_service:
            raise LkeError(f"{option} '{one_line(text, 80)}' tidak terbaca; tulis seperti 'Loket=120,Daring=300'.")
        people_by_service[name] = people
    return people_by_service


def _people(text: str) -> int | None:
    text = text.strip()
    if not re.fullmatch(r"\d{1,9}|\d{1,3}(\.\d{3}){1,2}", text):
        return None
    return int(text.replace(".", "")) or None
