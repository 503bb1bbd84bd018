"""What every page's frame shows: who acts where, the verbs of the role, the language menu."""


def frame(request):
    return {"officer": getattr(request, "officer", None)}
