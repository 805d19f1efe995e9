"""Every address × everybody × what is theirs and what is somebody else's (PRODUCT §7).

A row says what each person is answered: 302 leads to the log-in page (`/` home, `confirm` to the one
that asks once more who one is), 303 says that it was done, 403 that it is not for them, 404 that it
is not there for them. The last column is for whoever may: they ask once more with the number (name,
token) of something in another club, room or account, and, after a `+`, with one in their form. `-`
where nothing of that kind is taken.

A refusal, and every GET, writes nothing to the database, and no refusal tells what was said or
written there. Who the people are, and what they send, is in `tests/places/`.
"""

from copy import deepcopy

import pytest
from django.db import transaction
from django.test import override_settings

from tests.places.asking import Row, place_with_log_ins

TABLE = """
site                      anonymous unverified stranger member officer president elsewhere union lapsed foreign
GET  home                 200       200        200      200    200     200       200       200   200    -
GET  todo                 302       200        200      200    200     200       200       200   200    -
GET  evidence             302       404        404      404    200     200       404       404   404    404
GET  rules                302       403        403      403    403     403       403       200   403    -
GET  rules-edit           302       403        403      403    403     403       403       200   403    -
POST rules-edit           302       403        403      403    403     403       403       303   403    -
GET  registrations        302       403        403      403    403     403       403       200   403    -
GET  registration-review  302       403        403      403    403     403       403       200   403    -
POST registration-review  302       403        403      403    403     403       403       303   403    -
GET  activity-reports     302       403        403      403    403     403       403       200   403    -
GET  activity-report-review 302     403        403      403    403     403       403       200   403    -
POST activity-report-review 302     403        403      403    403     403       403       303   403    -
GET  marks-of-term        302       403        403      403    403     403       403       200   403    -
GET  marks-of-club        302       403        403      403    403     403       403       200   403    -
POST marks-of-club        302       403        403      403    403     403       403       303   403    -
GET  mark                 302       403        403      403    403     403       403       200   403    404
POST mark                 302       403        403      403    403     403       403       303   403    404
GET  places                    302       403       200       200       200       200       200       200       403         -
GET  place                     302       403       200       200       200       200       200       200       403         -
GET  booking-new               302       403       403       403       200       200       200       403       403         -
POST booking-new               302       403       403       403       303       303       422       403       403         -
GET  places-manage             302       403       403       403       403       403       403       200       403         -
GET  place-new                 302       403       403       403       403       403       403       200       403         -
GET  place-edit                302       403       403       403       403       403       403       200       403         -
GET  slots                     302       403       403       403       403       403       403       200       403         -
POST slots                     302       403       403       403       403       403       403       303       403         -
POST slot-end                  302       403       403       403       403       403       403       303       403         -
GET  booking                   302       403       403       403       403       403       403       200       403         -
POST place-new                 302       403       403       403       403       403       403       303       403         -
POST place-edit                302       403       403       403       403       403       403       303       403         -
POST booking                   302       403       403       403       403       403       403       303       403         -
POST registrations-csv    302       403        403      403    403     403       403       200   403    -
POST registration-assign  302       403        403      403    403     403       403       303   403    -
POST registration-sample  302       403        403      403    403     403       403       200   403    -
GET  registration-numbers 302       403        403      403    403     403       403       200   403    -
GET  registrations-close  302       403        403      403    403     403       403       200   403    -
POST registrations-close  302       403        403      403    403     403       403       303   403    -
POST registrations-take-over 302    403        403      403    403     403       403       303   403    -
GET  registration-consent 302       403        403      403    403     403       403       200   403    -
POST registration-consent 302       403        403      403    403     403       403       303   403    -
POST registration-consent-approve 302 403      403      403    403     403       403       303   403    -
POST registration-consent-disapprove 302 403   403      403    403     403       403       303   403    -
GET  advise               200       200        200      200    200     200       200       200   200    -
POST advise               303       303        303      303    303     303       303       303   303    -
GET  extension            302       403        403      403    403     403       403       200   403    -
POST extension            302       403        403      403    403     403       403       303   403    -
GET  appeal-review        302       403        403      403    403     403       403       200   403    -
POST appeal-review        302       403        403      403    403     403       403       303   403    -
GET  reopening            302       403        403      403    403     403       403       200   403    -
POST reopening            302       403        403      403    403     403       403       303   403    -
GET  resolution           302       403        403      403    403     403       403       200   403    -
POST resolution           302       403        403      403    403     403       403       303   403    -
GET  agenda               302       403        403      403    403     403       403       200   403    -
GET  registered-clubs     200       200        200      200    200     200       200       200   200    -
GET  registered-clubs-latest 404    404        404      404    404     404       404       404   404    -
GET  guide                200       200        200      200    200     200       200       200   200    -
GET  terms                200       200        200      200    200     200       200       200   200    -
GET  privacy              200       200        200      200    200     200       200       200   200    -
GET  invite-code          200       200        200      200    200     200       200       200   200    -
GET  invite-short         303       303        303      303    303     303       303       303   303    -
POST preferences          303       303        303      303    303     303       303       303   303    -
GET  unsent               302       303        303      303    303     303       303       303   303    -
GET  club-import          302       403        403      403    403     403       403       200   403    -
POST club-import          302       403        403      403    403     403       403       303   403    -
GET  club-import-template 302       403        403      403    403     403       403       200   403    -
GET  union-invitations    302       403        403      403    403     403       403       200   403    -
POST union-invitation-revoke 302       403        403      403    403     403       403       303   403    -
POST union-invitation-send 302       403        403      403    403     403       403       303   403    -
GET  offline              200       200        200      200    200     200       200       200   200    -
GET  service-worker       200       200        200      200    200     200       200       200   200    -
GET  badges               200       200        200      200    200     200       200       200   200    -
GET  events               200       200        200      200    200     200       200       200   200    -
GET  my-events            302       200        200      200    200     200       200       200   200    -
GET  my-term              302       200        200      200    200     200       200       200   200    -
POST my-term              302       403        303      303    303     303       303       303   403    -
POST my-term-confirm      302       404        404      303    303     303       404       404   404    -
POST my-term-renew        302       403        303      303    303     303       303       303   403    -
POST my-term-take-back    302       404        404      303    303     303       404       404   404    -
GET  certificates         302       200        200      200    200     200       200       200   200    -
POST certificates         302       404        404      303    404     404       404       404   404    -
GET  certificate          302       404        404      200    404     404       404       404   404    404
POST certificate-revoke   302       404        404      303    404     404       404       404   404    404
GET  verify               200       200        200      200    200     200       200       200   200    -
GET  verify-code          200       200        200      200    200     200       200       200   200    -
GET  calendar             302       200        200      200    200     200       200       200   200    -
POST calendar             302       403        303      303    303     303       303       303   403    -
GET  calendar-ics         200       200        200      200    200     200       200       200   200    -
GET  posts-atom           200       200        200      200    200     200       200       200   200    -
GET  events-atom          200       200        200      200    200     200       200       200   200    -
GET  robots               200       200        200      200    200     200       200       200   200    -
GET  sitemap-index        200       200        200      200    200     200       200       200   200    -
GET  sitemap              200       200        200      200    200     200       200       200   200    -
GET  favicon              200       200        200      200    200     200       200       200   200    -

person                        anonymous unverified stranger student union lapsed foreign
GET  sign-up                  200       /          /        /       /     /      -
POST sign-up                  422       /          /        /       /     /      -
GET  email-verification-sent  200       200        200      200     200   200    -
POST email-verification-sent  422       422        422      422     422   422    -
GET  log-out                  /         200        200      200     200   200    -
POST log-out                  /         /          /        /       /     /      -
GET  email-verification       200       200        200      200     200   200    -
POST email-verification       303       303        303      303     303   303    -
GET  log-in                   200       /          /        /       /     /      -
POST log-in                   422       /          /        /       /     /      -
GET  passkey-log-in           /accounts/login/ / / / / / -
POST passkey-log-in           303       /          /        /       /     /      -
GET  totp-activate            302       /accounts/2fa/ confirm confirm confirm confirm -
POST totp-activate            302       /accounts/2fa/ confirm confirm confirm confirm -
GET  totp-deactivate          302       404 404 404 404 404 -
POST totp-deactivate          302       404 404 404 404 404 -
GET  passkey-add              302       /accounts/2fa/ confirm confirm confirm confirm -
POST passkey-add              302       /accounts/2fa/ confirm confirm confirm confirm -
GET  passkey-remove           302       confirm confirm confirm confirm confirm -
POST passkey-remove           302       confirm confirm confirm confirm confirm -
GET  passkey-confirm          302       confirm confirm confirm confirm confirm -
POST passkey-confirm          302       confirm confirm confirm confirm confirm -
GET  linked-accounts          302       200        200      200     200   200    -
POST linked-accounts          302       422        422      422     422   422    -
GET  social-sign-up           /accounts/login/ /accounts/login/ /accounts/login/ /accounts/login/ /accounts/login/ /accounts/login/ -
POST social-sign-up           /accounts/login/ /accounts/login/ /accounts/login/ /accounts/login/ /accounts/login/ /accounts/login/ -
GET  provider-log-in          404       404        404      404     404   404    -
POST provider-log-in          404       404        404      404     404   404    -
GET  provider-callback        404       404        404      404     404   404    -
POST provider-callback        404       404        404      404     404   404    -
GET  provider-token           404       404        404      404     404   404    -
POST provider-token           404       404        404      404     404   404    -
GET  sessions                 302       200        200      200     200   200    -
POST sessions-end             302       303        303      303     303   303    -
POST session-end              302       404        404      303     404   404    404
GET  search                   200       200        200      200     200   200    -
GET  profile                  302       200        200      200     200   200    -
GET  blocks                   302       200        200      200     200   200    -
GET  profile-edit             302       200        200      200     200   200    -
POST profile-edit             302       303        303      303     303   303    -
GET  agreements               302       200        200      200     200   200    -
POST agreements               302       303        303      303     303   303    -
POST news                     302       303        303      303     303   303    -
POST news-withdraw            302       303        303      303     303   303    -
GET  closure                  302       200        200      200     200   200    -
POST closure                  302       303        303      303     303   303    -
POST mail-retry               302       303        303      303     303   303    -
GET  stream                   401       200        200      200     200   200    -
GET  notifications            302       200        200      200     200   200    -
POST notifications-read       302       303        303      303     303   303    -
GET  notification             302       404        404      200     404   404    404
POST notification-read        302       404        404      303     404   404    404
GET  person                   302       403        200      200     200   403    -
GET  avatar                   302       403        200      200     200   403    -
GET  followed-people          302       200        200      200     200   200    -
POST follow                   302       403        403      303     403   403    -
POST unfollow                 302       404        404      303     404   404    404
GET  exports                  302       200        200      200     200   200    -
POST exports                  302       303        303      303     303   303    -
GET  export                   302       404        404      200     404   404    404
POST export                   302       404        404      200     404   404    404
GET  profile-visibility       302       200        200      200     200   200    -
POST profile-visibility       302       303        303      303     303   303    -
GET  notification-preferences 302       200        200      200     200   200    -
POST notification-preferences 302       303        303      303     303   303    -
POST push-subscriptions       302       303        303      303     303   303    -
POST push-subscription-remove 302       404        404      303     404   404    404
GET  verification-renewal     200       200        200      200     200   200    -
POST verification-renewal     303       303        303      303     303   303    -
GET  unsubscribe              200       200        200      200     200   200    -
POST unsubscribe              200       200        200      200     200   200    -
POST block                    302       403        303      303     303   403    -
POST unblock                  302       404        404      303     404   404    404

helper                    anonymous unverified stranger author union lapsed foreign
GET  helper               302       200        200      200    200   200    -
POST helper               302       303        303      303    303   303    -
GET  answer               200       200        200      200    200   200    -
POST forget               302       303        303      303    303   303    -
POST question-forget      302       404        404      303    404   404    404

club                      anonymous unverified stranger applicant member officer president elsewhere union lapsed foreign
GET  clubs                200       200        200      200       200    200     200       200       200   200    -
GET  club-new             302       403        200      200       200    200     200       200       200   403    -
POST club-new             302       403        303      303       303    303     303       303       303   403    -
GET  club-invitation      302       404        200      404       404    404     404       404       404   404    404
POST club-invitation      302       404        303      404       404    404     404       404       404   404    404
GET  member-invitation    302       404        200      404       404    404     404       404       404   404    404
POST member-invitation    302       404        303      404       404    404     404       404       404   404    404
GET  club                 200       200        200      200       200    200     200       200       200   200    -
GET  club-preview         200       200        200      200       200    200     200       200       200   200    -
GET  club-picture         200       200        200      200       200    200     200       200       200   200    404
POST club-pause           302       403        403      403       403    403     303       403       403   403    -
GET  club-edit            302       403        403      403       403    200     200       403       403   403    -
POST club-edit            302       403        403      403       403    303     303       403       403   403    -
GET  join                 302       403        200      303       303    303     303       200       200   403    -
POST join                 302       403        303      303       303    303     303       303       303   403    -
POST draft                302       403        303      303       303    303     303       303       303   403    -
GET  application          302       404        404      200       404    404     404       404       404   404    404
POST application-accept   302       404        404      303       404    404     404       404       404   404    404
GET  application-withdraw 302       200        200      200       200    200     200       200       200   200    -
POST application-withdraw 302       303        303      303       303    303     303       303       303   303    -
GET  membership-leave     302       200        200      200       200    200     200       200       200   200    -
POST membership-leave     302       303        303      303       303    303     403       303       303   303    -
POST follow               302       403        303      303       303    303     303       303       303   403    -
GET  members              302       403        403      403       200    200     200       403       403   403    -
GET  invite               200       200        200      200       303    303     303       200       200   200    404
POST invite               302       403        303      303       303    303     303       303       303   403    404
GET  presidency           302       403        403      403       200    200     200       403       403   403    -
POST presidency           302       403        403      403       403    403     303       403       403   403    -+404
POST presidency-accept    302       403        403      403       303    410     303       403       403   403    -
POST presidency-decline   302       403        403      403       303    303     303       403       403   403    -
POST presidency-take-back 302       403        403      403       403    403     303       403       403   403    -
POST claim                302       403        403      403       409    409     403       403       403   403    -
POST claim-withdraw       302       403        403      403       303    303     303       403       403   403    -
GET  dashboard            302       403        403      403       403    200     200       403       403   403    -
GET  dashboard-stream     401       403        403      403       403    200     200       403       403   403    -
GET  applications         302       403        403      403       403    200     200       403       403   403    -
POST applications-bulk    302       403        403      403       403    303     303       403       403   403    -+303
GET  applications-numbers 302       403        403      403       403    200     200       403       403   403    -
POST applications-csv     302       403        403      403       403    200     200       403       403   403    -
GET  application-manage   302       403        403      403       403    200     200       403       403   403    404
POST application-manage   302       403        403      403       403    303     303       403       403   403    404
GET  roster               302       403        403      403       403    200     200       403       403   403    -
GET  registration         302       403        403      403       403    200     200       403       403   403    -
POST registration         302       403        403      403       403    303     303       403       403   403    -
GET  appeal               302       403        403      403       403    403     200       403       403   403    -
POST appeal               302       403        403      403       403    403     303       403       403   403    -
POST registration-submit  302       403        403      403       403    403     303       403       403   403    -
GET  activity-reports-of-club 200   200        200      200       200    200     200       200       200   200    -
GET  activity-report-picture 404    404        404      404       404    200     200       404       404   404    404
GET  activity-report-thumbnail 404  404        404      404       404    200     200       404       404   404    404
GET  activity-reports-manage 302    403        403      403       403    200     200       403       403   403    -
GET  activity-report-new  302       403        403      403       403    200     200       403       403   403    -
POST activity-report-new  302       403        403      403       403    303     303       403       403   403    -
GET  activity-report      302       403        403      403       403    200     200       403       403   403    404
POST activity-report      302       403        403      403       403    303     303       403       403   403    404
POST activity-report-submit 302     403        403      403       403    303     303       403       403   403    404
GET  submission           302       403        403      403       403    200     200       403       403   403    404
POST roster-csv           302       403        403      403       403    200     200       403       403   403    -
GET  bylaws               403       403        403      403       200    200     200       403       200   403    -
GET  bylaws-version       403       403        403      403       200    200     200       403       200   403    -
GET  bylaws-write         302       403        403      403       403    200     200       403       403   403    -
POST bylaws-write         302       403        403      403       403    303     303       403       403   403    -
GET  dues                 302       403        403      403       200    200     200       403       403   403    -
GET  dues-manage          302       403        403      403       403    200     200       403       403   403    -
POST dues-manage          302       403        403      403       403    303     303       403       403   403    -
POST dues-mark            302       403        403      403       403    303     303       403       403   403    404
POST dues-remind          302       403        403      403       403    303     303       403       403   403    -
POST dues-csv             302       403        403      403       403    200     200       403       403   403    -
GET  marks                302       403        403      403       403    200     200       403       403   403    -
GET  mark-appeal          302       403        403      403       403    403     200       403       403   403    404
POST mark-appeal          302       403        403      403       403    403     303       403       403   403    404
GET  bookings                  302       403       403       403       403       200       200       403       403       403         -
POST booking-cancel            302       403       403       403       403       303       303       403       403       403       404
POST booking-report            302       403       403       403       403       303       303       403       403       403       404
GET  paper                302       403        403      403       403    200     200       403       403   403    -
POST paper                302       403        403      403       403    303     303       403       403   403    -
POST paper-remove         302       403        403      403       403    303     303       403       403   403    404
GET  paper-file           302       404        404      404       404    200     200       404       200   404    404
POST papers-carry-over    302       403        403      403       403    303     303       403       403   403    -
GET  consent-new          302       403        403      403       403    200     200       403       403   403    -
POST consent-new          302       403        403      403       403    303     303       403       403   403    -
POST consent-resend       302       403        403      403       403    303     303       403       403   403    404
POST consent-revoke       302       403        403      403       403    303     303       403       403   403    404
POST roster-ask           302       403        403      403       403    303     303       403       403   403    -
GET  members-manage       302       403        403      403       403    200     200       403       403   403    -
GET  attendance           302       403        403      403       403    200     200       403       403   403    -
POST attendance-csv       302       403        403      403       403    200     200       403       403   403    -
POST members-csv          302       403        403      403       403    200     200       403       403   403    -
GET  member-manage        302       403        403      403       403    200     200       403       403   403    404
POST member-manage        302       403        403      403       403    403     303       403       403   403    404
GET  member-remove        302       403        403      403       403    200     200       403       403   403    404
POST member-remove        302       403        403      403       403    303     303       403       403   403    404
GET  bans                 302       403        403      403       403    200     200       403       403   403    -
GET  ban                  302       403        403      403       403    200     200       403       403   403    -
POST ban                  302       403        403      403       403    303     303       403       403   403    -
POST ban-lift             302       403        403      403       403    303     303       403       403   403    -
GET  invites              302       403        403      403       403    200     200       403       403   403    -
POST invites              302       403        403      403       403    303     303       403       403   403    -
GET  invite-poster        302       403        403      403       403    200     200       403       403   403    404
GET  invite-qr            302       403        403      403       403    200     200       403       403   403    404
POST invite-revoke        302       403        403      403       403    303     303       403       403   403    404
GET  notices              302       403        403      403       403    200     200       403       403   403    -
GET  notice-new           302       403        403      403       403    200     200       403       403   403    -
POST notice-new           302       403        403      403       403    303     303       403       403   403    -+422
GET  cases                302       403        403      403       403    200     200       403       403   403    -
POST case-decide          302       403        403      403       403    303     303       403       403   403    404
GET  audit-log            302       403        403      403       200    200     200       403       403   403    -
GET  recruiting           302       403        403      403       403    200     200       403       403   403    -
POST recruiting           302       403        403      403       403    303     303       403       403   403    -
GET  questions            302       403        403      403       403    200     200       403       403   403    -
POST questions            302       403        403      403       403    303     303       403       403   403    -
GET  questions-preview    302       403        403      403       403    200     200       403       403   403    -
POST questions-again      302       403        403      403       403    303     303       403       403   403    -
GET  question             302       403        403      403       403    200     200       403       403   403    404
POST question             302       403        403      403       403    303     303       403       403   403    404
POST question-move        302       403        403      403       403    303     303       403       403   403    404
POST question-delete      302       403        403      403       403    303     303       403       403   403    404
GET  inquiries            302       403        200      200       200    200     200       200       200   403    -
POST inquiries            302       403        303      303       303    303     303       303       303   403    -
GET  inquiry              302       404        404      404       404    200     200       404       404   404    404
GET  inquiry-delete       302       404        404      404       404    200     200       404       404   404    404
POST inquiry-delete       302       404        404      404       404    303     303       404       404   404    404
GET  inquiry-report       302       404        404      404       404    200     200       404       404   404    404
POST inquiry-report       302       404        404      404       404    303     303       404       404   404    404
GET  inquiry-answer       302       404        404      404       404    303     303       404       404   404    404
POST inquiry-answer       302       404        404      404       404    303     303       404       404   404    404
GET  inquiry-answer-edit  302       404        403      403       403    200     200       403       403   404    404
POST inquiry-answer-edit  302       404        403      403       403    303     303       403       403   404    404
GET  inquiry-answer-report 302      404        200      200       200    200     403       200       200   404    404
POST inquiry-answer-report 302      404        303      303       303    303     403       303       303   404    404
GET  faq-entries          302       403        403      403       403    200     200       403       403   403    -
POST faq-entries          302       403        403      403       403    303     303       403       403   403    -
GET  faq-entry            302       403        403      403       403    200     200       403       403   403    404
POST faq-entry            302       403        403      403       403    303     303       403       403   403    404
POST faq-entry-move       302       403        403      403       403    303     303       403       403   403    404
POST faq-entry-delete     302       403        403      403       403    303     303       403       403   403    404

board                     anonymous unverified stranger member author officer president elsewhere union lapsed foreign
GET  posts                200       200        200      200    200    200     200       200       200   200    -
GET  post-new             302       403        403      200    200    200     200       403       403   403    -
POST post-new             302       403        403      303    303    303     303       403       403   403    -
GET  board-stream         401       403        403      200    200    200     200       403       403   403    -
GET  post                 200       200        200      200    200    200     200       200       200   200    404
GET  post-edit            302       403        403      403    200    403     403       403       403   403    404
POST post-edit            302       403        403      403    303    403     403       403       403   403    404+422
POST post-delete          302       403        403      403    303    303     303       403       403   403    404
POST post-like            302       403        303      303    303    303     303       303       303   403    404
POST post-pin             302       403        403      403    403    303     303       403       403   403    404
POST post-read            302       403        403      303    303    303     303       403       403   403    404
GET  post-reads           302       403        403      403    403    200     200       403       403   403    404
GET  post-revisions       302       403        403      403    403    200     200       403       403   403    404
GET  post-poll            302       303        303      303    303    303     303       303       303   303    404
POST post-poll            302       403        403      303    303    303     303       403       403   403    404
POST post-poll-close      302       403        403      403    303    303     303       403       403   403    404
GET  post-report          302       403        200      200    403    200     200       200       200   403    404
POST post-report          302       403        303      303    403    303     303       303       303   403    404
GET  comments             302       303        303      303    303    303     303       303       303   303    404
POST comments             302       403        403      303    303    303     303       403       403   403    404+422
GET  comment-report       302       403        200      200    403    200     200       200       200   403    404
POST comment-report       302       403        303      303    403    303     303       303       303   403    404
POST comment-delete       302       403        403      403    303    303     303       403       403   403    404
GET  post-file            200       200        200      200    200    200     200       200       200   200    404
GET  picture              200       200        200      200    200    200     200       200       200   200    404
GET  picture-thumbnail    200       200        200      200    200    200     200       200       200   200    404
GET  events               200       200        200      200    200    200     200       200       200   200    -
GET  posts-atom           200       200        200      200    200    200     200       200       200   200    -
GET  events-atom          200       200        200      200    200    200     200       200       200   200    -
GET  event-new            302       403        403      403    403    200     200       403       403   403    -
POST event-new            302       403        403      403    403    303     303       403       403   403    -
GET  event                200       200        200      200    200    200     200       200       200   200    404
GET  event-ics            200       200        200      200    200    200     200       200       200   200    404
GET  events-by-day        200       200        200      200    200    200     200       200       200   200    -
GET  events-ics           200       200        200      200    200    200     200       200       200   200    -
POST event-rsvp           302       403        403      303    303    303     303       403       403   403    404
GET  event-edit           302       403        403      403    403    200     200       403       403   403    404
POST event-edit           302       403        403      403    403    303     303       403       403   403    404
GET  event-cancel         302       403        403      403    403    200     200       403       403   403    404
POST event-cancel         302       403        403      403    403    303     303       403       403   403    404
GET  event-attend         302       403        403      200    200    200     200       403       403   403    404
POST event-attend         302       403        403      303    303    303     303       403       403   403    404
GET  event-attendance     302       403        403      403    403    200     200       403       403   403    404
GET  event-attendance-add 302       403        403      403    403    200     200       403       403   403    404
POST event-attendance-add 302       403        403      403    403    303     303       403       403   403    404+409
POST event-attendance-take-back 302 403        403      403    403    303     303       403       403   403    404
POST event-attendance-strike 302    404        404      303    303    404     404       404       404   404    404
POST event-guests         302       403        403      403    403    303     303       403       403   403    404

members-board             anonymous unverified stranger member author officer president elsewhere union lapsed foreign
GET  post                 404       404        404      200    200    200     200       404       404   404    404
GET  post-edit            302       404        404      403    200    403     403       404       404   404    404
POST post-edit            302       404        404      403    303    403     403       404       404   404    404+422
POST post-delete          302       404        404      403    303    303     303       404       404   404    404
POST post-like            302       404        404      303    303    303     303       404       404   404    404
POST post-pin             302       404        404      403    403    303     303       404       404   404    404
POST post-read            302       404        404      303    303    303     303       404       404   404    404
GET  post-reads           302       404        404      403    403    200     200       404       404   404    404
GET  post-revisions       302       404        404      403    403    200     200       404       404   404    404
GET  post-poll            302       404        404      303    303    303     303       404       404   404    404
POST post-poll            302       404        404      303    303    303     303       404       404   404    404
POST post-poll-close      302       404        404      403    303    303     303       404       404   404    404
GET  post-report          302       404        404      200    403    200     200       404       404   404    404
POST post-report          302       404        404      303    403    303     303       404       404   404    404
GET  comments             302       404        404      303    303    303     303       404       404   404    404
POST comments             302       404        404      303    303    303     303       404       404   404    404+422
GET  comment-report       302       404        404      200    403    200     200       404       404   404    404
POST comment-report       302       404        404      303    403    303     303       404       404   404    404
POST comment-delete       302       404        404      403    303    303     303       404       404   404    404
GET  post-file            404       404        404      200    200    200     200       404       404   404    404
GET  picture              404       404        404      200    200    200     200       404       404   404    404
GET  picture-thumbnail    404       404        404      200    200    200     200       404       404   404    404
GET  event                404       404        404      200    200    200     200       404       404   404    404
GET  event-ics            404       404        404      200    200    200     200       404       404   404    404
POST event-rsvp           302       404        404      303    303    303     303       404       404   404    404
GET  event-edit           302       404        404      403    403    200     200       404       404   404    404
POST event-edit           302       404        404      403    403    303     303       404       404   404    404
GET  event-cancel         302       404        404      403    403    200     200       404       404   404    404
POST event-cancel         302       404        404      403    403    303     303       404       404   404    404
GET  event-attend         302       404        404      200    200    200     200       404       404   404    404
POST event-attend         302       404        404      303    303    303     303       404       404   404    404
GET  event-attendance     302       403        403      403    403    200     200       403       403   403    404
GET  event-attendance-add 302       403        403      403    403    200     200       403       403   403    404
POST event-attendance-add 302       403        403      403    403    303     303       403       403   403    404+409
POST event-attendance-take-back 302 403        403      403    403    303     303       403       403   403    404
POST event-attendance-strike 302    404        404      303    303    404     404       404       404   404    404
POST event-guests         302       403        403      403    403    303     303       403       403   403    404

notice                    anonymous unverified stranger member officer president elsewhere union lapsed foreign
GET  notice               302       404        404      200    200     200       404       404   404    404
POST notice-read          302       404        404      303    404     404       404       404   404    404
GET  notice-readers       302       404        404      404    200     200       404       404   404    404

union-notice              anonymous unverified stranger member officer president elsewhere union lapsed foreign
GET  notice               302       404        404      404    404     200       404       200   404    -
POST notice-read          302       404        404      404    404     303       404       404   404    -
GET  notice-readers       302       404        404      404    404     404       404       200   404    -

officers-board            anonymous unverified stranger member author officer president elsewhere union lapsed foreign
GET  post                 404       404        404      404    200    200     200       404       404   404    404
GET  post-edit            302       404        404      404    200    403     403       404       404   404    404
POST post-edit            302       404        404      404    303    403     403       404       404   404    404+422
POST post-delete          302       404        404      404    303    303     303       404       404   404    404
POST post-like            302       404        404      404    303    303     303       404       404   404    404
POST post-pin             302       404        404      404    303    303     303       404       404   404    404
POST post-read            302       404        404      404    303    303     303       404       404   404    404
GET  post-reads           302       404        404      404    200    200     200       404       404   404    404
GET  post-revisions       302       404        404      404    200    200     200       404       404   404    404
GET  post-poll            302       404        404      404    303    303     303       404       404   404    404
POST post-poll            302       404        404      404    303    303     303       404       404   404    404
POST post-poll-close      302       404        404      404    303    303     303       404       404   404    404
GET  post-report          302       404        404      404    403    200     200       404       404   404    404
POST post-report          302       404        404      404    403    303     303       404       404   404    404
GET  comments             302       404        404      404    303    303     303       404       404   404    404
POST comments             302       404        404      404    303    303     303       404       404   404    404+422
GET  comment-report       302       404        404      404    403    200     200       404       404   404    404
POST comment-report       302       404        404      404    403    303     303       404       404   404    404
POST comment-delete       302       404        404      404    303    303     303       404       404   404    404
GET  post-file            404       404        404      404    200    200     200       404       404   404    404
GET  picture              404       404        404      404    200    200     200       404       404   404    404
GET  picture-thumbnail    404       404        404      404    200    200     200       404       404   404    404

room                      anonymous unverified stranger occupant author moderator owner gone banned elsewhere union lapsed foreign
GET  rooms                302       200        200      200      200    200       200   200  200    200       200   200    -
GET  room-new             302       200        200      200      200    200       200   200  200    200       200   200    -
POST room-new             302       403        303      303      303    303       303   303  303    303       303   403    -
GET  direct               302       403        200      200      200    200       200   200  200    200       200   403    -
POST direct               302       403        303      303      403    303       303   303  303    303       303   403    -
GET  room-enter-by-name   302       303        303      303      303    303       303   303  303    303       303   303    -
POST room-enter-by-name   302       303        303      303      303    303       303   303  303    303       303   303    -
GET  room                 302       403        200      200      200    200       200   200  403    200       200   403    -
GET  room-enter           302       303        303      303      303    303       303   303  303    303       303   303    -
POST room-enter           302       403        303      303      303    303       303   303  403    303       303   403    -
GET  room-leave           302       303        303      303      303    303       303   303  303    303       303   303    -
POST room-leave           302       303        303      303      303    303       403   303  303    303       303   303    -
POST read-mark            302       403        403      303      303    303       303   403  403    403       403   403    -
GET  search               302       403        403      200      200    200       200   403  403    403       403   403    -
GET  files                302       403        403      200      200    200       200   403  403    403       403   403    -
POST typing               302       403        403      204      204    204       204   403  403    403       403   403    -
GET  live-page            302       403        403      200      200    200       200   403  403    403       403   403    -
GET  live-log             401       403        403      200      200    200       200   403  403    403       403   403    -
GET  live-composer        401       403        403      200      200    200       200   403  403    403       403   403    -
POST live-composer        401       403        403      303      303    303       303   403  403    403       403   403    -
GET  occupants-panel      302       403        403      303      303    303       303   403  403    403       403   403    -
GET  settings             302       403        403      403      403    403       200   403  403    403       403   403    -
POST settings             302       403        403      403      403    403       303   403  403    403       403   403    -
GET  room-close           302       403        403      403      403    403       303   403  403    403       403   403    -
POST room-close           302       403        403      403      403    403       303   403  403    403       403   403    -
GET  invites              302       403        403      403      403    200       200   403  403    403       403   403    -
POST invites              302       403        403      403      403    303       303   403  403    403       403   403    -
GET  invite               302       403        200      303      303    303       303   200  403    200       200   403    404
POST invite               302       403        303      303      303    303       303   303  403    303       303   403    404
POST invite-revoke        302       403        403      403      403    303       303   403  403    403       403   403    404
GET  bans                 302       403        403      403      403    200       200   403  403    403       403   403    -
GET  occupants            302       403        403      200      200    200       200   403  403    403       403   403    -
GET  occupant             302       403        403      403      403    200       200   403  403    403       403   403    404
POST occupant-kick        302       403        403      403      403    303       303   403  403    403       403   403    404
POST ban                  302       403        403      403      403    403       303   403  403    403       403   403    404
POST ban-lift             302       403        403      403      403    403       303   403  403    403       403   403    404
POST mute                 302       403        403      403      403    303       303   403  403    403       403   403    404
POST mute-lift            302       403        403      403      403    303       303   403  403    403       403   403    404
POST occupant-appoint     302       403        403      403      403    403       303   403  403    403       403   403    404
POST occupant-hand-over   302       403        403      403      403    403       303   403  403    403       403   403    404
GET  messages             302       403        403      200      200    200       200   403  403    403       403   403    -
POST messages             302       403        403      303      303    303       303   403  403    403       403   403    -
GET  poll-new             302       403        403      200      200    200       200   403  403    403       403   403    -
POST poll-new             302       403        403      303      303    303       303   403  403    403       403   403    -
GET  message              302       403        403      200      200    200       200   403  403    403       403   403    404
GET  message-edit         302       403        403      403      200    403       403   403  403    403       403   403    404
POST message-edit         302       403        403      403      303    403       403   403  403    403       403   403    404
GET  message-react        302       403        403      303      303    303       303   403  403    403       403   403    404
POST message-react        302       403        403      303      303    303       303   403  403    403       403   403    404
GET  message-poll         302       403        403      200      200    200       200   403  403    403       403   403    404
POST message-poll         302       403        403      303      303    303       303   403  403    403       403   403    404
POST message-poll-close   302       403        403      403      303    303       303   403  403    403       403   403    404
GET  message-delete       302       403        403      303      303    303       303   403  403    403       403   403    404
POST message-delete       302       403        403      403      303    403       303   403  403    403       403   403    404
GET  message-report       302       403        403      200      403    200       200   403  403    403       403   403    404
POST message-report       302       403        403      303      403    303       303   403  403    403       403   403    404
GET  picture              404       404        404      200      200    200       200   404  404    404       404   404    404
GET  thumbnail            404       404        404      200      200    200       200   404  404    404       404   404    404
GET  file                 404       404        404      200      200    200       200   404  404    404       404   404    404
GET  stream               401       403        403      200      200    200       200   403  403    403       403   403    -

club-room                 anonymous unverified stranger member officer occupant moderator owner banned elsewhere union lapsed foreign
GET  room-enter-by-name   302       303        303      303    303     303      303       303   303    303       303   303    -
POST room-enter-by-name   302       403        403      303    303     303      303       303   403    403       403   403    -
GET  room                 302       403        403      200    200     200      200       200   403    403       403   403    -
GET  room-enter           302       303        303      303    303     303      303       303   303    303       303   303    -
POST room-enter           302       403        403      303    303     303      303       303   403    403       403   403    -
GET  room-leave           302       303        303      303    303     303      303       303   303    303       303   303    -
POST room-leave           302       303        303      303    303     303      303       403   303    303       303   303    -
GET  search               302       403        403      403    403     200      200       200   403    403       403   403    -
GET  files                302       403        403      403    403     200      200       200   403    403       403   403    -
POST typing               302       403        403      403    403     204      204       204   403    403       403   403    -
GET  live-page            302       403        403      403    403     200      200       200   403    403       403   403    -
GET  live-log             401       403        403      403    403     200      200       200   403    403       403   403    -
GET  live-composer        401       403        403      403    403     200      200       200   403    403       403   403    -
POST live-composer        401       403        403      403    403     303      303       303   403    403       403   403    -
GET  occupants-panel      302       403        403      403    403     303      303       303   403    403       403   403    -
GET  settings             302       403        403      403    403     403      403       200   403    403       403   403    -
POST settings             302       403        403      403    403     403      403       303   403    403       403   403    -
GET  room-close           302       403        403      403    403     403      403       303   403    403       403   403    -
POST room-close           302       403        403      403    403     403      403       303   403    403       403   403    -
GET  invites              302       403        403      403    403     403      200       200   403    403       403   403    -
POST invites              302       403        403      403    403     403      403       403   403    403       403   403    -
GET  occupants            302       403        403      403    403     200      200       200   403    403       403   403    -
GET  messages             302       403        403      403    403     200      200       200   403    403       403   403    -
POST messages             302       403        403      403    403     303      303       303   403    403       403   403    -
GET  poll-new             302       403        403      403    403     200      200       200   403    403       403   403    -
POST poll-new             302       403        403      403    403     303      303       303   403    403       403   403    -
GET  message              302       403        403      403    403     200      200       200   403    403       403   403    404
GET  message-react        302       403        403      403    403     303      303       303   403    403       403   403    404
POST message-react        302       403        403      403    403     303      303       303   403    403       403   403    404
GET  message-poll         302       403        403      403    403     200      200       200   403    403       403   403    404
POST message-poll         302       403        403      403    403     303      303       303   403    403       403   403    404
POST message-poll-close   302       403        403      403    403     403      303       303   403    403       403   403    404
GET  message-report       302       403        403      403    403     200      200       200   403    403       403   403    404
POST message-report       302       403        403      403    403     303      303       303   403    403       403   403    404
GET  picture              404       404        404      404    404     200      200       200   404    404       404   404    404
GET  file                 404       404        404      404    404     200      200       200   404    404       404   404    404
GET  stream               401       403        403      403    403     200      200       200   403    403       403   403    -

secret-room               anonymous unverified stranger occupant moderator owner gone banned elsewhere union lapsed foreign
GET  room-enter-by-name   302       303        303      303      303       303   303  303    303       303   303    -
POST room-enter-by-name   302       404        404      303      303       303   404  404    404       404   403    -
GET  room                 302       404        404      200      200       200   404  404    404       404   403    -
GET  room-enter           302       404        404      303      303       303   404  404    404       404   303    -
POST room-enter           302       404        404      303      303       303   404  404    404       404   403    -
GET  room-leave           302       404        404      303      303       303   404  404    404       404   303    -
POST room-leave           302       404        404      303      303       403   404  404    404       404   303    -
GET  search               302       404        404      200      200       200   404  404    404       404   403    -
GET  files                302       404        404      200      200       200   404  404    404       404   403    -
POST typing               302       404        404      204      204       204   404  404    404       404   403    -
GET  live-page            302       404        404      200      200       200   404  404    404       404   403    -
GET  live-log             401       404        404      200      200       200   404  404    404       404   403    -
GET  live-composer        401       404        404      200      200       200   404  404    404       404   403    -
POST live-composer        401       404        404      303      303       303   404  404    404       404   403    -
GET  occupants-panel      302       404        404      303      303       303   404  404    404       404   403    -
GET  settings             302       404        404      403      403       200   404  404    404       404   403    -
POST settings             302       404        404      403      403       303   404  404    404       404   403    -
GET  room-close           302       404        404      403      403       303   404  404    404       404   403    -
POST room-close           302       404        404      403      403       303   404  404    404       404   403    -
GET  invites              302       404        404      403      200       200   404  404    404       404   403    -
POST invites              302       404        404      403      303       303   404  404    404       404   403    -
GET  invite               302       403        200      303      303       303   200  403    200       200   403    404
POST invite               302       403        303      303      303       303   303  403    303       303   403    404
GET  occupants            302       404        404      200      200       200   404  404    404       404   403    -
GET  messages             302       404        404      200      200       200   404  404    404       404   403    -
POST messages             302       404        404      303      303       303   404  404    404       404   403    -
GET  poll-new             302       404        404      200      200       200   404  404    404       404   403    -
POST poll-new             302       404        404      303      303       303   404  404    404       404   403    -
GET  message              302       404        404      200      200       200   404  404    404       404   403    404
GET  message-react        302       404        404      303      303       303   404  404    404       404   403    404
POST message-react        302       404        404      303      303       303   404  404    404       404   403    404
GET  message-poll         302       404        404      200      200       200   404  404    404       404   403    404
POST message-poll         302       404        404      303      303       303   404  404    404       404   403    404
POST message-poll-close   302       404        404      403      303       303   404  404    404       404   403    404
GET  message-report       302       404        404      200      200       200   404  404    404       404   403    404
POST message-report       302       404        404      303      303       303   404  404    404       404   403    404
GET  picture              404       404        404      200      200       200   404  404    404       404   404    404
GET  file                 404       404        404      200      200       200   404  404    404       404   404    404
GET  stream               401       404        404      200      200       200   404  404    404       404   403    -

union                     anonymous unverified stranger member officer president elsewhere union lapsed foreign
GET  dashboard            302       403        403      403    403     403       403       200   403    -
POST club-approve         302       403        403      403    403     403       403       303   403    -
POST club-return          302       403        403      403    403     403       403       303   403    -
GET  clubs                302       403        403      403    403     403       403       200   403    -
GET  club                 302       403        403      403    403     403       403       200   403    -
POST club                 302       403        403      403    403     403       403       303   403    -
POST club-rename          302       403        403      403    403     403       403       303   403    -
POST club-classify        302       403        403      403    403     403       403       303   403    -
GET  replacement-new      302       403        403      403    403     403       403       200   403    -
POST replacement-new      302       403        403      403    403     403       403       303   403    -+422
GET  claims               302       403        403      403    403     403       403       200   403    -
POST claim-grant          302       403        403      403    403     403       403       303   403    -
POST claim-decline        302       403        403      403    403     403       403       303   403    -
POST replacement-confirm  302       403        403      403    403     403       403       303   403    -
POST replacement-drop     302       403        403      403    403     403       403       303   403    -
GET  overdue-applications 302       403        403      403    403     403       403       200   403    -
POST overdue-applications-remind 302       403        403      403    403     403       403       303   403    -
GET  people               302       403        403      403    403     403       403       200   403    -
GET  person               302       403        403      403    403     403       403       200   403    -
POST person               302       403        403      403    403     403       403       303   403    -
POST person-reinstate     302       403        403      403    403     403       403       303   403    -
GET  person-rename        302       403        403      403    403     403       403       200   403    -
POST person-rename        302       403        403      403    403     403       403       303   403    -
GET  recovery-new         302       403        403      403    403     403       403       200   403    -
POST recovery-new         302       403        403      403    403     403       403       303   403    -
POST recovery-confirm     302       403        403      403    403     403       403       303   403    -
POST recovery-drop        302       403        403      403    403     403       403       303   403    -
GET  cases                302       403        403      403    403     403       403       200   403    -
GET  case                 302       403        403      403    403     403       403       200   403    404
POST case                 302       403        403      403    403     403       403       303   403    404
POST case-decide          302       403        403      403    403     403       403       303   403    404
GET  notices              302       403        403      403    403     403       403       200   403    -
GET  notice-new           302       403        403      403    403     403       403       200   403    -
POST notice-new           302       403        403      403    403     403       403       303   403    -
GET  categories           302       403        403      403    403     403       403       200   403    -
POST categories           302       403        403      403    403     403       403       303   403    -
GET  category             302       403        403      403    403     403       403       200   403    -
POST category             302       403        403      403    403     403       403       303   403    -
POST category-delete      302       403        403      403    403     403       403       303   403    -
GET  banned-words         302       403        403      403    403     403       403       200   403    -
POST banned-words         302       403        403      403    403     403       403       303   403    -
POST banned-word-delete   302       403        403      403    403     403       403       303   403    -
GET  school-domains       302       403        403      403    403     403       403       200   403    -
POST school-domains       302       403        403      403    403     403       403       303   403    -
GET  school-domain-remove 302       403        403      403    403     403       403       200   403    -
POST school-domain-remove 302       403        403      403    403     403       403       303   403    -
GET  terms                302       403        403      403    403     403       403       200   403    -
POST terms                302       403        403      403    403     403       403       303   403    -
GET  term                 302       403        403      403    403     403       403       200   403    -
POST term                 302       403        403      403    403     403       403       303   403    -
GET  departments          302       403        403      403    403     403       403       200   403    -
POST departments          302       403        403      403    403     403       403       303   403    -
GET  term-window          302       403        403      403    403     403       403       200   403    -
POST term-window          302       403        403      403    403     403       403       303   403    -
POST department-hide      302       403        403      403    403     403       403       303   403    -
GET  mails                302       403        403      403    403     403       403       200   403    -
POST mail-retry           302       403        403      403    403     403       403       303   403    -
"""


def rows():
    """The table's: sections stand apart, each below the line that names it and its columns."""
    for block in TABLE.strip().split("\n\n"):
        head, *lines = block.splitlines()
        section, *columns = head.split()
        for line in lines:
            yield Row(section, columns, line)


ROWS = list(rows())
ROWS_OF_FORMS = {row.address: row for row in ROWS if row.needs_log_in()}
HAVE_ROWS = {(row.method, row.address) for row in ROWS}


@pytest.fixture(scope="module")
def places(django_db_setup, django_db_blocker):
    """{section: its place with log-ins}, made once for all rows; what a row changes is taken back."""
    fast = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    sections = {row.section: row for row in ROWS}
    with django_db_blocker.unblock(), transaction.atomic():
        with fast:
            made = {section: place_with_log_ins(row) for section, row in sections.items()}
        yield made
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may_what(places, db, row):
    place, log_ins = deepcopy(places[row.section])
    told = dict(zip(row.columns, row.cells, strict=True))
    assert dict(zip(row.columns, row.answers(place, log_ins), strict=True)) == told
