"""The forms by which a second person turns down, judges or weighs what a first one asked: further rows of sheets.py."""

from datetime import date

TODAY = date(2026, 6, 10)
ROWS = (
    dict(
        name="judge who somebody is",
        url="judge_identity",
        role="supervisor",
        case="doubtful",
        fields={"verdict": "same", "reason": "户籍誊本"},
        kinds={"verdict": "choices", "reason": "texts"},
    ),
    dict(
        name="second review",
        url="review_second",
        role="second_reviewer",
        case="disputed",
        fields={"note": "按居住证办理"},
        kinds={"note": "texts"},
    ),
    dict(
        name="reject a finding",
        url="reject_finding",
        role="reviewer",
        case="found",
        fields={"reason": "查有合同"},
        kinds={"reason": "texts"},
    ),
    dict(
        name="decline a change of an employer",
        url="decline_employer_change",
        role="reviewer",
        case="renaming",
        fields={"reason": "证照不符"},
        kinds={"reason": "texts"},
    ),
    dict(
        name="decline the end of an employer",
        url="decline_ending",
        role="reviewer",
        case="revoking",
        fields={"reason": "没有依据"},
        kinds={"reason": "texts"},
    ),
    dict(
        name="opinion of the experts",
        url="assess_change",
        role="second_reviewer",
        case="recognising",
        fields={"opinion_on": "2026-06-10", "favours": "yes"},
        kinds={"opinion_on": "dates", "favours": "choices"},
        days={"opinion_on": TODAY},
    ),
)
