"""A policy and a case with something of everything in them, to be spoilt at one place after the other."""

POLICY = {
    "id": "p",
    "version": "1",
    "source": "s",
    "status": "stated",
    "in_force": {"from": "2020-01-01", "until": "2030-12-31", "decided_by": "discharge"},
    "age_on": "admission",
    "knows": {"disease": ["x"]},
    "figures": {"average_wage": "80000.00"},
    "items": {
        "class_b_first_pay": "0.10",
        "item_classes": {
            "implant": {"final_ratio": "0.5"},
            "stent": {
                "first_pay": {"slabs": [{"to": "1000", "ratio": "0.05"}, {"ratio": "0.1"}], "bound_belongs_to": "upper"}
            },
        },
        "limits": [
            {"per": "day", "amount": "600.00", "on": "cost", "item_classes": ["bed"]},
            {"id": "stents", "per": "year", "amount": "90000.00", "item_classes": ["stent"]},
        ],
    },
    "off_site": {
        "extra_first_pay": "0.1",
        "points_off": {"by": "off_site", "values": {"filed": "0.05"}},
        "factor": "0.9",
    },
    "deductible": {
        "amount": {"by": ["level", "category"], "values": {"3": {"active": "1000.00", "retired": "500.00"}}},
        "repeat": {"shares": ["1", "0.5"], "at_least": "150.00"},
        "yearly_ceiling": {"share": "0.1", "of": "average_wage", "at_least": "1000.00"},
        "reductions": [{"when": {"disease": ["dialysis"]}, "to": "0.00"}],
        "transfer": {"up": "difference", "down": "none"},
    },
    "ratio": {
        "segments": {
            "bounds": "including_deductible",
            "rows": [{"from": "0", "to": "10000.00", "ratio": "0.8"}, {"ratio": "0.9"}],
        },
        "points": [{"per": "age", "steps": [50, 60], "add": "0.02"}],
        "floor": {"ratio": "0.45", "of": "base"},
    },
    "caps": [
        {
            "on": "payment",
            "amount": {
                "amount": "100000.00",
                "plus": [{"per": "age", "above": 50, "add": "10.00", "at_most": "40.00"}],
            },
            "period": "year",
            "overflow": "cost",
            "pot": "stays",
        }
    ],
    "layers": [
        {
            "id": "major",
            "kind": "major_illness",
            "base": ["deductible", "coinsurance"],
            "deductible": "5000.00",
            "ratio": {"flat": "0.6"},
            "tilts": [{"when": {"poor": True}, "deductible_factor": "0.5"}],
        },
        {
            "id": "city",
            "kind": "supplement",
            "measured": "visit",
            "base": [
                {"part": "first_pay", "share": "0.5"},
                {"part": "fully_self", "item_classes": ["stent"]},
                {"part": "fully_self", "except_item_classes": ["stent"]},
            ],
            "deductible": {"left_of": "major"},
            "ratio": {"flat": "0.4", "floor": {"ratio": "0.1", "of": "in_scope"}},
            "caps": {"on": "payment", "amount": "5000.00"},
        },
    ],
    "payment": {"personal_account": "all"},
}
CASE = {
    "policy": POLICY,
    "person": {"scheme": "uebmi", "category": "active", "age": 55, "poor": True, "diseases": ["x"], "flags": ["y"]},
    "visit": {
        "setting": "inpatient",
        "level": "3",
        "off_site": "filed",
        "admitted_on": "2026-03-01",
        "discharged_on": "2026-03-04",
        "ordinal": 2,
        "transfer": {"direction": "up", "deductible_paid": "300.00"},
    },
    "bill": {
        "total": "23800.00",
        "lines": [
            {"class": "a", "total": "20000.00"},
            {"class": "b", "price": "100.00", "quantity": "10", "item_class": "implant", "on": "2026-03-01"},
            {"class": "c", "total": "500.00"},
            {"class": "b", "price": "1000", "quantity": 2, "item_class": "stent", "on": "2026-03-02"},
            {"class": "c", "total": "300.00", "item_class": "stent"},
        ],
    },
    "accumulators": {
        "admissions": 1,
        "in_scope": "3000.00",
        "layers": {"major": {"base": "100.00", "paid": "0.00"}},
        "limits": {"stents": "1000.00"},
        "pots": {"stays": {"in_scope": "3000.00"}},
    },
    "balances": {"personal_account": "100.00", "family_account": "20.00"},
    "deposit": "50.00",
}
