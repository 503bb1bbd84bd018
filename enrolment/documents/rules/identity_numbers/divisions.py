"""First two digits of division codes (GB/T 2260), as far as a number's plausibility needs them."""

MAINLAND = (
    *("11", "12", "13", "14", "15"),
    *("21", "22", "23"),
    *("31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46"),
    *("50", "51", "52", "53", "54"),
    *("61", "62", "63", "64", "65"),
)
TAIWAN_HONG_KONG_MACAO = ("71", "81", "82")
# Bodies registered with a central authority (10) and with the Xinjiang corps (66, 99): assumed, no list was found.
CENTRAL = ("10", "66", "99")
NOT_A_PLACE = ("999999", "000000")
