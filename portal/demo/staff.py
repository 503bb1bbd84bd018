"""Demonstration staff: one account per role, all with the same password, printed by bin/up."""

from datetime import date

from casework.models import Appointment, Office, User

PASSWORD = "minbao-demo-2026"
SIMING, JIMEI, XIAMEN, PROVINCE = "350203", "350211", "350200", "350000"
CENTER, PARTNER = "350203C1", "350203C2"

# user name, full name, language, role, office, desk
ACCOUNTS = (
    ("lin", "林晓", "zh-hans", "counter_clerk", SIMING, "3"),
    ("chen", "陈静", "zh-hans", "reviewer", SIMING, "5"),
    ("huang", "黄文", "zh-hans", "reviewer", SIMING, "6"),
    ("zheng", "郑岚", "zh-hans", "supervisor", SIMING, ""),
    ("wu", "吳佩珊", "zh-hant", "center_staff", CENTER, "1"),
    ("xu", "許雅雯", "zh-hant", "center_staff", PARTNER, "1"),
    ("jimei", "集美 王芳", "zh-hans", "counter_clerk", JIMEI, "1"),
    ("jimei2", "集美 刘强", "zh-hans", "reviewer", JIMEI, "2"),
    ("xiamen", "厦门 吴涛", "zh-hans", "supervisor", XIAMEN, ""),
    ("xiamen2", "厦门 孙丽", "zh-hans", "finance_officer", XIAMEN, ""),
    ("fujian", "省级 高峰", "zh-hans", "supervisor", PROVINCE, ""),
    ("fujian2", "省级 罗敏", "zh-hans", "finance_officer", PROVINCE, ""),
    ("audit", "审计 赵敏", "zh-hans", "auditor", XIAMEN, ""),
    ("admin", "管理员 周立", "zh-hans", "administrator", PROVINCE, ""),
    ("admin2", "管理员 何洁", "zh-hans", "administrator", PROVINCE, ""),
    ("alex", "Alex Wang", "en", "counter_clerk", SIMING, "4"),
)


def seeded() -> bool:
    return User.objects.filter(username=ACCOUNTS[0][0]).exists()


def seed(since: date) -> None:
    """Make the service centers and the accounts."""
    _centers(since)
    for username, full_name, language, role, office, desk in ACCOUNTS:
        user = User.objects.create_user(username, full_name, PASSWORD, language=language)
        Appointment.objects.create(
            user=user, role=role, office=Office.objects.get(code=office), desk=desk, starts_on=since
        )


def _centers(since: date) -> None:
    parent = Office.objects.get(code=SIMING)
    names = {
        CENTER: (
            "思明区台胞医保服务中心",
            "思明區臺胞醫保服務中心",
            "Siming Service Center for Taiwan Compatriots, Xiamen",
        ),
        PARTNER: ("长庚医院台胞服务站", "長庚醫院臺胞服務站", "Chang Gung Hospital Service Station, Xiamen"),
    }
    for code, (zh_hans, zh_hant, en) in names.items():
        Office(
            code=code,
            kind="station" if code == PARTNER else "center",
            place=parent.place,
            parent=parent,
            is_partner=code == PARTNER,
            starts_on=since,
            name=zh_hans,
            name_zh_hans=zh_hans,
            name_zh_hant=zh_hant,
            name_en=en,
        ).save()


def login_lines() -> list[str]:
    """The demonstration log-ins, one a line."""
    return [f"{username:<8} {role:<14} {office}" for username, _name, _lang, role, office, _desk in ACCOUNTS] + [
        f"password for all: {PASSWORD}"
    ]
