"""Which files a monitor's screens are made of: what is said in them is said in Russian too."""

DESK, RECORDS = "desk", "records/models"
FILES = (
    *(f"{DESK}/templates/desk/{name}.html" for name in ("base", "home", "_*", "errors/*")),
    *(f"{DESK}/templates/desk/{folder}/*.html" for folder in ("evidence", "followup")),
    *(f"{DESK}/templates/desk/counting/{name}.html" for name in ("questions", "question", "_card")),
    *(
        f"{DESK}/templates/desk/accounts/{name}.html"
        for name in ("accept", "second-factor", "invitation-over")
    ),
    *(f"{DESK}/templates/{name}" for name in ("account/*.html", "mfa/**/*.html", "mfa/*.html", "429.html")),
    *(
        f"{DESK}/views/{name}.py"
        for name in (
            "lists",
            "cases",
            "saying",
            "correcting",
            "taking_back",
            "outgoing",
            "counting",
            "followup",
        )
    ),
    *(f"{DESK}/forms/{name}.py" for name in ("evidence", "columns", "cases", "saying", "counting")),
    *(f"{DESK}/{name}.py" for name in ("navigation", "shown_in_public")),
    *(f"{DESK}/shown/{name}.py" for name in ("property_labels", "reasons")),
    *(f"{RECORDS}/{name}.py" for name in ("accounts", "evidence", "intake", "linking")),
    *(f"actions/letter_texts/{name}.txt" for name in ("invitation", "follow-up")),
)
