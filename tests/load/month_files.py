"""People insured at one office, as many as asked for, and a month of their settlements as a hospital exports it."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db import connection

from enrolment.documents.queries import number_hash
from enrolment.models import IdentityDocument, Person
from portal.bench import claim_rows
from portal.bench.population import permit
from tests.claims.months.builders import HEADERS, settlement
from tests.claims.reimbursements.builders import CARE_C, DRUG_A, DRUG_B

LINES = 10


def crowd(ward, people: int) -> list[str]:
    """So many people insured at her office, written by the server. Returns the numbers of their documents."""
    office = ward.clerk.office
    values = {"people": people, "crowd": 0, "here": office.pk, "place": office.place_id}
    values |= {"today": ward.today, "year": ward.today.year}
    with connection.cursor() as cursor:
        # The rows agree by how they are made: no trigger looks at each of them meanwhile.
        for table in claim_rows.OF_PEOPLE:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in claim_rows.PEOPLE:
            cursor.execute(statement, values)
        for table in claim_rows.OF_PEOPLE:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
    made = []
    born: Counter[date] = Counter()
    for person in Person.objects.order_by("pk"):
        # Of those born on one day each has a number of her own.
        born[person.birth_on] += 1
        number = permit(born[person.birth_on], person.birth_on)
        document = IdentityDocument(
            person=person, kind_id="taiwan_residence_permit", name_on_document=person.name, expires_on=date(2031, 1, 1)
        )
        document.number, document.number_hash = number, number_hash(number)
        made.append(document)
    IdentityDocument.objects.bulk_create(made, batch_size=1000)
    return [document.number.open_for_work() for document in made]


def file_of(documents: list[str], lines: int, *, wrong: int = 0) -> Iterator[bytes]:
    """So many lines of settlements of ten, as a hospital exports them; `wrong` is the number of a line without a number."""
    chosen = random.Random(1)
    yield (",".join(HEADERS) + "\r\n").encode()
    for number in range(lines // LINES):
        bill = [(chosen.choice((DRUG_A, DRUG_B, CARE_C)), f"{chosen.randint(1, 999)}.00") for _line in range(LINES)]
        rows = settlement(f"S{number:07d}", chosen.choice(documents), *bill, day=chosen.randint(10, 28))
        total = sum((Decimal(amount) for _code, amount in bill), Decimal(0))
        for place, row in enumerate(rows):
            row["medfee_sumamt"] = str(total)
            if number * LINES + place + 1 == wrong:
                row["setl_id"] = ""
            yield (",".join(row[name] for name in HEADERS) + "\r\n").encode()
