"""Addresses of the desk. All under /app/."""

from django.urls import path

from pult.foundation.web import resource

from .views import (
    attachments,
    beginnings,
    bulk,
    canned,
    chats,
    companies,
    conversations,
    customers,
    departments,
    desk,
    duplicates,
    erasing,
    finding,
    following,
    inboxes,
    links,
    macros,
    merging,
    notes,
    own_statuses,
    ownership,
    planning,
    presence,
    printing,
    properties,
    saved,
    script_reports,
    scripts,
    sides,
    spam,
    splitting,
    team,
    visits,
    watching,
    writing,
)

app_name = "workspace"

urlpatterns = [
    path("", resource(GET=desk.show_home), name="home"),
    path("views/", resource(GET=desk.show_counts), name="views"),
    path("bulk/", resource(GET=bulk.new_bulk, POST=bulk.create_bulk), name="new-bulk"),
    path("bulk/<int:pk>/", resource(GET=bulk.show_bulk), name="bulk"),
    path("bulk/<int:pk>/undo/", resource(POST=bulk.create_undo), name="bulk-undo"),
    path("views/all/", resource(GET=saved.list_views), name="saved-views"),
    path("views/new/", resource(GET=saved.new_view, POST=saved.create_view), name="new-view"),
    path("views/<int:pk>/edit/", resource(GET=saved.edit_view, POST=saved.change_view), name="edit-view"),
    path("views/<int:pk>/removal/", resource(POST=saved.delete_view), name="view-removal"),
    path("views/<int:pk>/place/", resource(POST=saved.create_place), name="view-place"),
    path("views/<slug:name>/", resource(GET=desk.show_view), name="view"),
    path("next/", resource(POST=ownership.take_next), name="next"),
    path("conversations/", resource(GET=desk.show_view), name="conversations"),
    path(
        "conversations/new/",
        resource(GET=beginnings.new_conversation, POST=beginnings.create_conversation),
        name="new",
    ),
    path("conversations/new/addresses/", resource(GET=beginnings.suggest_addresses), name="addresses"),
    path("conversations/<int:pk>/", resource(GET=conversations.show_conversation), name="conversation"),
    path("conversations/<int:pk>/messages/", resource(GET=conversations.show_messages), name="messages"),
    path("conversations/<int:pk>/replies/", resource(POST=writing.create_reply), name="replies"),
    path("conversations/<int:pk>/later/", resource(GET=planning.ask_when), name="later"),
    path(
        "conversations/<int:pk>/planned/<int:plan_pk>/",
        resource(GET=planning.edit_plan, POST=planning.change_plan),
        name="planned",
    ),
    path(
        "conversations/<int:pk>/planned/<int:plan_pk>/back/", resource(POST=planning.take_back), name="back"
    ),
    path("conversations/<int:pk>/planned/<int:plan_pk>/now/", resource(POST=planning.send_now), name="now"),
    path(
        "conversations/<int:pk>/planned/<int:plan_pk>/drop/", resource(POST=planning.drop_plan), name="drop"
    ),
    path("conversations/<int:pk>/notes/", resource(POST=writing.create_note), name="notes"),
    path("conversations/<int:pk>/drafts/<slug:kind>/", resource(POST=writing.save_draft), name="draft"),
    path("conversations/<int:pk>/canned/", resource(GET=canned.offer_canned), name="canned"),
    path(
        "conversations/<int:pk>/colleagues/", resource(GET=canned.offer_colleagues), name="canned-colleagues"
    ),
    path("canned/files/<int:pk>/", resource(GET=canned.read_canned_file), name="canned-file"),
    path("canned/<int:pk>/use/", resource(POST=canned.count_use), name="canned-use"),
    path("conversations/<int:pk>/status/", resource(POST=properties.create_status), name="status"),
    path("conversations/<int:pk>/priority/", resource(POST=properties.create_priority), name="priority"),
    path(
        "conversations/<int:pk>/subject/",
        resource(GET=properties.edit_subject, POST=properties.create_subject),
        name="subject",
    ),
    path(
        "conversations/<int:pk>/tags/",
        resource(GET=properties.edit_tags, POST=properties.create_tags),
        name="tags",
    ),
    path(
        "conversations/<int:pk>/snooze/",
        resource(GET=properties.edit_snooze, POST=properties.create_snooze),
        name="snooze",
    ),
    path(
        "conversations/<int:pk>/assignment/",
        resource(GET=ownership.edit_assignment, POST=ownership.create_assignment),
        name="assignment",
    ),
    path("conversations/<int:pk>/deadline/", resource(GET=conversations.explain_deadline), name="deadline"),
    path("conversations/<int:pk>/mine/", resource(POST=ownership.take), name="mine"),
    path(
        "conversations/<int:pk>/transfer/",
        resource(GET=ownership.edit_transfer, POST=ownership.create_transfer),
        name="transfer",
    ),
    path(
        "conversations/<int:pk>/macros/",
        resource(GET=macros.offer_macros, POST=macros.create_play),
        name="macros",
    ),
    path("conversations/<int:pk>/spam/", resource(POST=spam.create_spam), name="spam"),
    path("conversations/<int:pk>/print/", resource(GET=printing.show_print), name="print"),
    path("conversations/<int:pk>/export/", resource(POST=printing.create_export), name="export"),
    path("conversations/<int:pk>/following/", resource(POST=following.create_following), name="following"),
    path(
        "conversations/<int:pk>/merge/",
        resource(GET=merging.edit_merge, POST=merging.create_merge),
        name="merge",
    ),
    path(
        "conversations/<int:pk>/merges/<int:merge_pk>/undo/",
        resource(POST=merging.delete_merge),
        name="merge-undo",
    ),
    path(
        "conversations/<int:pk>/split/",
        resource(GET=splitting.edit_split, POST=splitting.create_split),
        name="split",
    ),
    path(
        "conversations/<int:pk>/links/", resource(GET=links.edit_links, POST=links.create_link), name="links"
    ),
    path("conversations/<int:pk>/incidents/", resource(POST=links.create_answer), name="incidents"),
    path(
        "conversations/<int:pk>/links/<int:link_pk>/removal/",
        resource(POST=links.delete_link),
        name="link-removal",
    ),
    path(
        "conversations/<int:pk>/sides/", resource(GET=sides.new_side, POST=sides.create_side), name="new-side"
    ),
    path("conversations/<int:pk>/sides/<int:side_pk>/", resource(GET=sides.show_side), name="side"),
    path(
        "conversations/<int:pk>/sides/<int:side_pk>/messages/",
        resource(POST=sides.create_side_message),
        name="side-messages",
    ),
    path(
        "conversations/<int:pk>/sides/<int:side_pk>/state/",
        resource(POST=sides.create_side_state),
        name="side-state",
    ),
    path(
        "conversations/<int:pk>/sides/<int:side_pk>/setting/",
        resource(POST=sides.create_side_setting),
        name="side-setting",
    ),
    path("conversations/<int:pk>/hint/", resource(POST=splitting.delete_hint), name="hint"),
    path("conversations/<int:pk>/visitor/", resource(GET=visits.show_visitor), name="visitor"),
    path("conversations/<int:pk>/chat-end/", resource(POST=visits.create_end), name="chat-end"),
    path(
        "conversations/<int:pk>/transcript/",
        resource(GET=visits.edit_copy, POST=visits.create_copy),
        name="transcript",
    ),
    path("conversations/<int:pk>/articles/", resource(GET=canned.offer_articles), name="canned-articles"),
    path("chats/live/", resource(GET=watching.show_live), name="live"),
    path("chats/live/<int:pk>/", resource(GET=watching.show_watched), name="watched"),
    path("chats/live/<int:pk>/joining/", resource(POST=watching.create_joining), name="joining"),
    path("chats/live/<int:pk>/whispers/", resource(POST=watching.create_whisper), name="whispers"),
    path("chats/live/<int:pk>/takeover/", resource(POST=watching.create_takeover), name="takeover"),
    path(
        "conversations/<int:pk>/script/",
        resource(GET=scripts.show_script, POST=scripts.create_script),
        name="script",
    ),
    path("conversations/<int:pk>/script/answer/", resource(POST=scripts.create_answer), name="script-answer"),
    path("conversations/<int:pk>/script/back/", resource(POST=scripts.delete_answer), name="script-back"),
    path("conversations/<int:pk>/script/end/", resource(POST=scripts.create_end), name="script-end"),
    path(
        "knowledge/scripts/<int:pk>/report",
        resource(GET=script_reports.show_report),
        name="script-report",
    ),
    path(
        "knowledge/scripts/<int:pk>/report/runs",
        resource(GET=script_reports.list_runs),
        name="script-runs",
    ),
    path(
        "knowledge/scripts/<int:pk>/report/table",
        resource(GET=script_reports.read_table),
        name="script-table",
    ),
    path("attachments/<int:pk>/", resource(GET=attachments.show_attachment), name="attachment"),
    path("search/", resource(GET=finding.show_search), name="search"),
    path("palette/", resource(GET=finding.show_palette), name="palette"),
    path("customers/", resource(GET=customers.list_customers), name="customers"),
    path(
        "customers/new/",
        resource(GET=customers.new_customer, POST=customers.create_customer),
        name="new-customer",
    ),
    path("customers/<int:pk>/", resource(GET=customers.show_customer), name="customer"),
    path(
        "customers/<int:pk>/edit/",
        resource(GET=customers.edit_customer, POST=customers.change_customer),
        name="edit-customer",
    ),
    path("customers/<int:pk>/identities/", resource(POST=customers.create_identity), name="identities"),
    path("identities/<int:pk>/removal/", resource(POST=customers.delete_identity), name="identity-removal"),
    path("customers/duplicates/", resource(GET=duplicates.list_pairs), name="duplicates"),
    path(
        "customers/duplicates/<int:pk>/merge/", resource(POST=duplicates.create_merge), name="duplicate-merge"
    ),
    path(
        "customers/duplicates/<int:pk>/apart/", resource(POST=duplicates.keep_apart), name="duplicate-apart"
    ),
    path(
        "customers/<int:pk>/merge/",
        resource(GET=duplicates.edit_merge, POST=duplicates.merge_into),
        name="customer-merge",
    ),
    path(
        "customers/<int:pk>/merge/<int:merge_pk>/undo/",
        resource(POST=duplicates.delete_merge),
        name="customer-merge-undo",
    ),
    path(
        "customers/<int:pk>/erasure/",
        resource(GET=erasing.edit_erasure, POST=erasing.create_erasure),
        name="customer-erasure",
    ),
    path("customers/<int:pk>/notes/", resource(POST=notes.create_note), name="customer-notes"),
    path("companies/<int:pk>/notes/", resource(POST=notes.create_company_note), name="company-notes"),
    path("customers/notes/<int:pk>/removal/", resource(POST=notes.delete_note), name="note-removal"),
    path("customers/<int:pk>/consents/", resource(POST=notes.create_consent), name="customer-consents"),
    path("purposes/", resource(GET=notes.list_purposes), name="purposes"),
    path("purposes/new/", resource(GET=notes.edit_purpose, POST=notes.save_purpose), name="new-purpose"),
    path("purposes/<int:pk>/", resource(GET=notes.edit_purpose, POST=notes.save_purpose), name="purpose"),
    path("companies/", resource(GET=companies.list_companies), name="companies"),
    path(
        "companies/new/",
        resource(GET=companies.new_company, POST=companies.create_company),
        name="new-company",
    ),
    path("companies/<int:pk>/", resource(GET=companies.show_company), name="company"),
    path(
        "companies/<int:pk>/edit/",
        resource(GET=companies.edit_company, POST=companies.change_company),
        name="edit-company",
    ),
    path("chats/mine/", resource(GET=chats.show_dock), name="dock"),
    path("chats/room/", resource(POST=chats.change_room), name="room"),
    path("chats/offers/<int:pk>/acceptance/", resource(POST=chats.accept_offer), name="acceptance"),
    path("chats/offers/<int:pk>/refusal/", resource(POST=chats.decline_offer), name="refusal"),
    path("presence/", resource(GET=presence.show_presence, POST=presence.create_presence), name="presence"),
    path("team/", resource(GET=team.show_team), name="team"),
    path("team/members/new/", resource(GET=team.new_member, POST=team.create_member), name="new-member"),
    path("team/members/<int:pk>/", resource(GET=team.show_member), name="member"),
    path(
        "team/members/<int:pk>/edit/",
        resource(GET=team.edit_member, POST=team.change_member),
        name="edit-member",
    ),
    path("team/members/<int:pk>/absences/", resource(POST=team.create_absence), name="absences"),
    path(
        "team/members/<int:pk>/absences/<int:absence_pk>/removal/",
        resource(POST=team.delete_absence),
        name="absence-removal",
    ),
    path("team/members/<int:pk>/departure/", resource(POST=team.create_departure), name="departure"),
    path(
        "team/departments/new/",
        resource(GET=departments.new_department, POST=departments.create_department),
        name="new-department",
    ),
    path(
        "team/departments/<int:pk>/edit/",
        resource(GET=departments.edit_department, POST=departments.change_department),
        name="edit-department",
    ),
    path("settings/canned/", resource(GET=canned.list_canned), name="canned-replies"),
    path(
        "settings/canned/new/",
        resource(GET=canned.new_canned, POST=canned.create_canned),
        name="new-canned",
    ),
    path(
        "settings/canned/<int:pk>/",
        resource(GET=canned.edit_canned, POST=canned.change_canned),
        name="canned-reply",
    ),
    path("settings/canned/<int:pk>/removal/", resource(POST=canned.delete_canned), name="canned-removal"),
    path("settings/statuses/", resource(GET=own_statuses.list_own_statuses), name="own-statuses"),
    path(
        "settings/statuses/new/",
        resource(GET=own_statuses.new_own_status, POST=own_statuses.create_own_status),
        name="new-own-status",
    ),
    path(
        "settings/statuses/<int:pk>/",
        resource(GET=own_statuses.edit_own_status, POST=own_statuses.change_own_status),
        name="own-status",
    ),
    path(
        "settings/statuses/<int:pk>/removal/",
        resource(POST=own_statuses.delete_own_status),
        name="own-status-removal",
    ),
    path(
        "settings/statuses/<int:pk>/restoring/",
        resource(POST=own_statuses.create_restoring),
        name="own-status-restoring",
    ),
    path(
        "settings/statuses/<int:pk>/place/",
        resource(POST=own_statuses.create_status_place),
        name="own-status-place",
    ),
    path("settings/inboxes/", resource(GET=inboxes.list_inboxes), name="inboxes"),
    path(
        "settings/inboxes/new/", resource(GET=inboxes.new_inbox, POST=inboxes.create_inbox), name="new-inbox"
    ),
    path(
        "settings/inboxes/<int:pk>/",
        resource(GET=inboxes.edit_inbox, POST=inboxes.change_inbox),
        name="inbox",
    ),
]
