"""Names, numbers and employers for the measurement of searches: made up, each the same in every run."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from enrolment.documents.rules.identity_numbers.citizen_layout import check_character

EMPLOYERS = 20_000
# From one person to the next, so that neighbours bear different names.
STEP = 7919
DAYS = 25_000
# Surname in Han, pinyin and as Taiwan writes it; the first are borne by more people than the last.
SURNAMES = (
    "陳-chen-CHEN 林-lin-LIN 黃-huang-HUANG 張-zhang-CHANG 李-li-LEE 王-wang-WANG 吳-wu-WU 劉-liu-LIU 蔡-cai-TSAI"
    " 楊-yang-YANG 許-xu-HSU 鄭-zheng-CHENG 謝-xie-HSIEH 郭-guo-KUO 洪-hong-HUNG 曾-zeng-TSENG 單-shan-SHAN 翟-zhai-CHAI"
)
GIVEN = (
    "怡-yi-YI 君-jun-CHUN 志-zhi-CHIH 豪-hao-HAO 淑-shu-SHU 芬-fen-FEN 家-jia-CHIA 美-mei-MEI 玲-ling-LING 建-jian-CHIEN"
    " 宏-hong-HUNG 雅-ya-YA 婷-ting-TING 俊-jun-CHUN 傑-jie-CHIEH 惠-hui-HUI 文-wen-WEN 小-xiao-HSIAO 明-ming-MING"
    " 偉-wei-WEI 國-guo-KUO 麗-li-LI"
)
PLACES, TRADES = "厦门 福州 泉州 漳州 莆田 宁德 龙岩 三明", "电子 食品 机械 纺织 贸易 科技 建材 物流"
WORDS = "明 山 海 天 华 兴 盛 德 光 宏 台 东 南 金 银 玉 福 瑞 祥 和"


@dataclass(frozen=True, kw_only=True)
class Name:
    """One name of the pool in its three writings."""

    han: str
    pinyin: tuple[str, ...]
    latin: str

    @property
    def latin_words(self) -> list[str]:
        return self.latin.replace("-", " ").split()


@cache
def names() -> list[Name]:
    """All names of the pool: surname and two characters; the common surnames stand more often."""
    surnames = [one.split("-") for n, one in enumerate(SURNAMES.split()) for _again in range(max(1, 6 - n // 2))]
    given = [one.split("-") for one in GIVEN.split()]
    return [
        Name(han=s[0] + a[0] + b[0], pinyin=(s[1], a[1], b[1]), latin=f"{s[2]} {a[2]}-{b[2]}")
        for s in surnames
        for a in given
        for b in given
        if a != b
    ]


def name_number(person: int) -> int:
    """Which name of the pool a person bears."""
    return person * STEP % len(names())


def born(person: int) -> date:
    """Day of birth; with the sequence of the number it makes everybody's number her own."""
    return date(1940, 1, 1) + timedelta(days=person % DAYS)


def number_of(person: int) -> str:
    """Her residence permit's number."""
    body = f"830000{born(person):%Y%m%d}{person // DAYS + 100:03d}"
    return body + check_character(body)


def firm(n: int) -> str:
    """An employer's name."""
    words, places, trades = WORDS.split(), PLACES.split(), TRADES.split()
    middle = words[n % 20] + words[n // 20 % 20] + (words[n // 400 % 20] if n >= 400 else "")
    return f"{places[n % 8]}{middle}{trades[n // 8 % 8]}有限公司"


def firm_part(n: int) -> str:
    """The middle of an employer's name, as people remember it."""
    return firm(n % EMPLOYERS)[2:4]
