from django.urls import path

from clubs.questions.views import answers, faq_entries, inquiries

urlpatterns = [
    path("<str:slug>/questions/", inquiries.inquiries, name="inquiries"),
    path("<str:slug>/questions/<int:pk>/", inquiries.inquiry, name="inquiry"),
    path("<str:slug>/questions/<int:pk>/delete/", inquiries.inquiry_delete, name="inquiry-delete"),
    path("<str:slug>/questions/<int:pk>/report/", inquiries.inquiry_report, name="inquiry-report"),
    path("<str:slug>/questions/<int:pk>/answer/", answers.answer, name="inquiry-answer"),
    path(
        "<str:slug>/questions/<int:pk>/answer/edit/",
        answers.answer_edit,
        name="inquiry-answer-edit",
    ),
    path(
        "<str:slug>/questions/<int:pk>/answer/report/",
        answers.answer_report,
        name="inquiry-answer-report",
    ),
    path("<str:slug>/questions/faq/", faq_entries.faq_entries, name="faq-entries"),
    path("<str:slug>/questions/faq/<int:pk>/", faq_entries.faq_entry, name="faq-entry"),
    path(
        "<str:slug>/questions/faq/<int:pk>/move/", faq_entries.faq_entry_move, name="faq-entry-move"
    ),
    path(
        "<str:slug>/questions/faq/<int:pk>/delete/",
        faq_entries.faq_entry_delete,
        name="faq-entry-delete",
    ),
]
