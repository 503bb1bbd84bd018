"""The forms by which somebody comes in: a further part of the table in sheets.py."""

ROWS = (
    dict(
        name="log in",
        url="log_in",
        role="stranger",
        case="",
        fields={"username": "nobody-here", "password": "not a password of anybody"},
        kinds={"username": "unknown_names"},
        forgotten=frozenset({"password"}),
    ),
    dict(
        name="password",
        url="change_password",
        role="clerk",
        case="",
        fields={
            "current": "a long enough password",
            "new": "另一个足够长的口令 2026",
            "again": "另一个足够长的口令 2026",
        },
        kinds={"current": "secrets", "new": "secrets", "again": "secrets"},
        forgotten=frozenset({"current", "new", "again"}),
        hidden={"again": ("new",)},
    ),
    dict(
        name="a password by codes",
        url="set_password",
        role="stranger",
        case="",
        fields={
            "username": "nobody-here",
            "first_code": "ABCDE-23456",
            "second_code": "ABCDE-65432",
            "new": "另一个足够长的口令 2026",
            "again": "另一个足够长的口令 2026",
        },
        kinds={"username": "unknown_names", "new": "secrets", "again": "secrets"},
        forgotten=frozenset({"new", "again"}),
        hidden={"again": ("new",)},
    ),
)
