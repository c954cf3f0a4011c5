"""``lke survey plan``: what the user gives, to a plan."""

import re

from lke_cli.errors import LkeError
from lke_cli.survey.result import PlanResult
from lke_cli.survey.sample import plan_sample
from lke_cli.survey.times import months_of
from lke_cli.untrusted import one_line


def make_plan(population: int | None, services: str | None, months: str | None) -> PlanResult:
    """Return the sample for a population, or for services such as ``Loket=120,Daring=300``, over months.

    Raises LkeError where neither is given, where they disagree, or where they cannot be read.
    """
    shares = parse_services(services) if services is not None else {}
    whole = sum(shares.values())
    if population is None and not shares:
        raise LkeError("Sebutkan jumlah pengguna layanan dengan --population, atau per layanan dengan --services.")
    if population is not None and shares and population != whole:
        raise LkeError(
            f"--population {population} tidak sama dengan jumlah --services {whole}; samakan, atau hapus --population."
        )
    plan = plan_sample(population or whole, shares, months_of(months) if months else [])
    return PlanResult(plan, "population" if population is not None else "services")


def parse_services(text: str) -> dict[str, int]:
    """Return the population of each service of ``Loket=120,Daring=300``. Raises LkeError where it is anything else."""
    found: dict[str, int] = {}
    for part in text.split(","):
        match = re.fullmatch(r"\s*([^=]+?)\s*=\s*(\d{1,9})\s*", part)
        name = one_line(match[1]) if match else ""
        if match is None or not name or name in found or int(match[2]) < 1:
            raise LkeError(f"--services '{one_line(text, 80)}' tidak terbaca; tulis seperti 'Loket=120,Daring=300'.")
        found[name] = int(match[2])
    return found
