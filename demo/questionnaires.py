"""What clubs ask their applicants, in two versions each."""

from clubs.models import Question, Questionnaire


def make_questions(campus):
    """Make two Questionnaires for each club that asks; the first had one question less. Return {club: them}."""
    versions = {}
    for club in campus.clubs:
        asked = club.entry.get("questions", [])
        if asked:
            opened = [campus.ago(200), campus.ago(40)]
            versions[club] = [
                Questionnaire(club=club, number=number, created_at=moment)
                for number, moment in enumerate(opened, 1)
            ]
    Questionnaire.objects.bulk_create(each for pair in versions.values() for each in pair)
    questions = []
    for club, pair in versions.items():
        asked = club.entry["questions"]
        keys = [f"{campus.random.getrandbits(32):08x}" for _question in asked]
        for version, length in zip(pair, [max(len(asked) - 1, 1), len(asked)], strict=True):
            version.asked = [
                question_of(version, place, keys[place], asked[place]) for place in range(length)
            ]
            questions += version.asked
    Question.objects.bulk_create(questions)
    return versions


def question_of(version, position, key, entry):
    question = Question(questionnaire=version, position=position, key=key, text=entry["text"])
    question.kind = Question.Kind.CHOICE if "choices" in entry else Question.Kind.LONG
    question.choices = entry.get("choices", "")
    question.entry = entry
    return question


def version_of(application, versions):
    """Return the Questionnaire of the day on which the application was sent, or None."""
    pair = versions.get(application.club, [])
    asked = [each for each in pair if each.created_at < application.submitted_at]
    return asked[-1] if asked else None
