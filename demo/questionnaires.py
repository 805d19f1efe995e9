"""The questionnaires of the clubs, two versions each."""

from clubs.models import Question, Questionnaire


def make_questions(campus):
    """Make two Questionnaires for each club that asks. Return {club: [first, second]}."""
    asking = [club for club in campus.clubs if club.entry.get("questions")]
    versions = {club: versions_of(campus, club) for club in asking}
    Questionnaire.objects.bulk_create(each for pair in versions.values() for each in pair)
    for club, pair in versions.items():
        ask(campus, club.entry["questions"], *pair)
    asked = [question for pair in versions.values() for each in pair for question in each.asked]
    Question.objects.bulk_create(asked)
    return versions


def versions_of(campus, club):
    opened = [campus.ago(200), campus.ago(40)]
    return [
        Questionnaire(club=club, number=number, created_at=moment)
        for number, moment in enumerate(opened, 1)
    ]


def ask(campus, entries, first, second):
    """Give both versions their questions; the first had one less."""
    keys = [f"{campus.random.getrandbits(32):08x}" for _question in entries]
    second.asked, first.asked = (
        [question_of(version, place, keys[place], entries[place]) for place in range(length)]
        for version, length in [(second, len(entries)), (first, max(len(entries) - 1, 1))]
    )


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
