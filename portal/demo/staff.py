"""Demonstration staff: one account per role, all with the same password, printed by bin/up."""

from datetime import date
from functools import partial

from django.utils import timezone

from casework.models import Appointment, Office, Place, User
from casework.staff.queries import current_appointments
from casework.tables.models.bases import LANGUAGE_COLUMNS
from portal.demo.pieces import Piece, bring_in

PASSWORD = "minbao-demo-2026"
SIMING, JIMEI, XIAMEN, PROVINCE = "350203", "350211", "350200", "350000"
CENTER, PARTNER = "350203C1", "350203C2"
# A community desk is a place below the county with an office of its own; this one is invented, and says so.
# Another city of the province: what it owes for its people who were treated elsewhere.
GULOU, FUZHOU = "350102", "350100"
WENJIANG, COMMUNITY = "510115", "510115999999"

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
    ("dingdian", "定点 曾洁", "zh-hans", "institution_manager", XIAMEN, ""),
    ("dingdian2", "定点 江涛", "zh-hans", "institution_manager", XIAMEN, ""),
    ("shengding", "省级定点 方敏", "zh-hans", "institution_manager", PROVINCE, ""),
    ("shengding2", "省级定点 叶强", "zh-hans", "institution_manager", PROVINCE, ""),
    ("wenjiang", "温江 何丽", "zh-hans", "counter_clerk", WENJIANG, "1"),
    ("wenjiang2", "温江 邓勇", "zh-hans", "reviewer", WENJIANG, "2"),
    ("gulou", "鼓楼 陈芳", "zh-hans", "counter_clerk", GULOU, "1"),
    ("gulou2", "鼓楼 郑伟", "zh-hans", "reviewer", GULOU, "2"),
    ("fuzhou", "福州 林敏", "zh-hans", "finance_officer", FUZHOU, ""),
    ("fuzhou2", "福州 黄强", "zh-hans", "supervisor", FUZHOU, ""),
    ("shequ", "社区 唐敏", "zh-hans", "community_staff", COMMUNITY, "1"),
)

CENTER_NAMES = {
    CENTER: (
        "思明区台胞医保服务中心",
        "思明區臺胞醫保服務中心",
        "Siming Service Center for Taiwan Compatriots, Xiamen",
    ),
    PARTNER: ("长庚医院台胞服务站", "長庚醫院臺胞服務站", "Chang Gung Hospital Service Station, Xiamen"),
}

COMMUNITY_NAME = ("演示社区（虚构）", "示範社區（虛構）", "Demonstration community (invented), Wenjiang")

# Invented, and said so: how an office is reached, and where its decisions are complained of.
REACHED = {
    SIMING: ("演示路1号（虚构）", "0592-0000203"),
    JIMEI: ("演示路2号（虚构）", "0592-0000211"),
}
SAID = {
    "hours": (
        "周一至周五 9:00至12:00、14:00至17:00（演示）",
        "週一至週五 9:00至12:00、14:00至17:00（示範）",
        "Monday to Friday 9:00 to 12:00, 14:00 to 17:00 (demonstration)",
    ),
    "reconsideration_organ": (
        "演示区人民政府（虚构）",
        "示範區人民政府（虛構）",
        "People's Government of the Demonstration District (invented)",
    ),
    "court": (
        "演示区人民法院（虚构）",
        "示範區人民法院（虛構）",
        "People's Court of the Demonstration District (invented)",
    ),
}


def seeded() -> bool:
    return User.objects.filter(username=ACCOUNTS[0][0]).exists()


def seed(since: date) -> None:
    """Make the service centers and the accounts, or those of them that are missing."""
    bring_in(pieces(since), print)


def pieces(since: date) -> list[Piece]:
    """Service centers first, then an account for each line of ACCOUNTS."""
    offices = [
        Piece(code, Office.objects.filter(code=code).exists, partial(_center, code, since)) for code in CENTER_NAMES
    ]
    offices.append(Piece(COMMUNITY, Office.objects.filter(code=COMMUNITY).exists, partial(_community, since)))
    accounts = [
        Piece(row[0], User.objects.filter(username=row[0]).exists, partial(_account, row, since)) for row in ACCOUNTS
    ]
    reached = [Piece(f"reach {code}", partial(_is_reached, code), partial(_reach, code)) for code in REACHED]
    return offices + reached + accounts


def _is_reached(code: str) -> bool:
    return Office.objects.filter(code=code).exclude(court_zh_hans=None).exclude(court_zh_hans="").exists()


def _reach(code: str) -> None:
    office = Office.objects.get(code=code)
    office.address, office.telephone = REACHED[code]
    for field, texts in SAID.items():
        for language, text in zip(LANGUAGE_COLUMNS, texts, strict=True):
            setattr(office, f"{field}_{language}", text)
    office.save()


def _account(row: tuple[str, ...], since: date) -> None:
    username, full_name, language, role, office, desk = row
    user = User.objects.create_user(username, full_name, PASSWORD, language=language)
    Appointment.objects.create(user=user, role=role, office=Office.objects.get(code=office), desk=desk, starts_on=since)


def _center(code: str, since: date) -> None:
    parent = Office.objects.get(code=SIMING)
    zh_hans, zh_hant, en = CENTER_NAMES[code]
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


def _community(since: date) -> None:
    names = {f"name_{language}": text for language, text in zip(LANGUAGE_COLUMNS, COMMUNITY_NAME, strict=True)}
    place, _made = Place.objects.get_or_create(
        code=COMMUNITY, defaults={"kind": "community", "parent_id": WENJIANG, "name": COMMUNITY_NAME[0]} | names
    )
    desk = Office(code=COMMUNITY, kind="community", place=place, starts_on=since, name=COMMUNITY_NAME[0], **names)
    desk.parent = Office.objects.get(code=WENJIANG)
    desk.save()


def login_lines() -> list[str]:
    """The demonstration log-ins that open today, one a line: accounts may be missing, closed or moved meanwhile."""
    users = User.objects.filter(is_active=True).in_bulk([row[0] for row in ACCOUNTS], field_name="username")
    lines = []
    for username, *_rest in ACCOUNTS:
        user = users.get(username)
        for held in current_appointments(user, timezone.localdate())[:1] if user else []:
            lines.append(f"{username:<8} {held.role:<16} {held.office.code}")
    return [*lines, f"password of each, unless changed since: {PASSWORD}"] if lines else []
