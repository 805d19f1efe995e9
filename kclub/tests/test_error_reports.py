from django.views.debug import ExceptionReporter


def test_a_report_of_an_error_does_not_tell_what_somebody_wrote(rf):
    request = rf.post("/rooms/film/messages/", {"text": "우리끼리 하는 말"})
    report = ExceptionReporter(request, ValueError, ValueError("no"), None).get_traceback_text()
    assert "/rooms/film/messages/" in report
    assert "우리끼리 하는 말" not in report
