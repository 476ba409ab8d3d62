#include "model/export_shape.h"

/* htdocs/schema/tickets-1.xsd says the same: a change here that is more than an addition is a new
 * version of both. */
static const struct record_column TICKET_COLUMNS[T_COLUMNS] = {
    [T_NUMBER] = {"number", RECORD_TEXT, NULL},
    [T_ID] = {"id", RECORD_NUMBER, NULL},
    [T_TYPE] = {"type", RECORD_TEXT, NULL},
    [T_STATUS] = {"status", RECORD_TEXT, NULL},
    [T_STATUS_CLASS] = {"status_class", RECORD_TEXT, NULL},
    [T_PRIORITY] = {"priority", RECORD_TEXT, NULL},
    [T_SOURCE] = {"source", RECORD_TEXT, NULL},
    [T_LANGUAGE] = {"language", RECORD_TEXT, NULL},
    [T_SUBJECT] = {"subject", RECORD_TEXT, NULL},
    [T_FORM] = {"form", RECORD_TEXT, NULL},
    [T_CATEGORY] = {"category", RECORD_TEXT, NULL},
    [T_CATEGORY_NAME] = {"category_name", RECORD_TEXT, NULL},
    [T_ORGANISATION_ID] = {"organisation_id", RECORD_NUMBER, NULL},
    [T_ORGANISATION] = {"organisation", RECORD_TEXT, NULL},
    [T_CONTACT_ID] = {"contact_id", RECORD_NUMBER, NULL},
    [T_CONTACT] = {"contact", RECORD_TEXT, NULL},
    [T_CONTACT_EMAIL] = {"contact_email", RECORD_TEXT, NULL},
    [T_TEAM] = {"team", RECORD_TEXT, NULL},
    [T_RESPONSIBLE] = {"responsible", RECORD_TEXT, NULL},
    [T_CREATED] = {"created", RECORD_TIME, NULL},
    [T_UPDATED] = {"updated", RECORD_TIME, NULL},
    [T_CHANGED] = {"changed", RECORD_TIME, NULL},
    [T_ACCEPTED] = {"accepted", RECORD_TIME, NULL},
    [T_STARTED] = {"started", RECORD_TIME, NULL},
    [T_FIRST_RESPONSE] = {"first_response", RECORD_TIME, NULL},
    [T_DUE] = {"due", RECORD_TIME, NULL},
    [T_DUE_RESULT] = {"due_result", RECORD_TEXT, NULL},
    [T_SOLVED] = {"solved", RECORD_TIME, NULL},
    [T_CLOSED] = {"closed", RECORD_TIME, NULL},
    [T_REOPENED] = {"reopened", RECORD_NUMBER, NULL},
    [T_FIRST_RESPONSE_SECONDS] = {"first_response_seconds", RECORD_NUMBER, NULL},
    [T_SOLUTION_SECONDS] = {"solution_seconds", RECORD_NUMBER, NULL},
    [T_RATING] = {"rating", RECORD_NUMBER, NULL},
    [T_RATING_COMMENT] = {"rating_comment", RECORD_TEXT, NULL},
    [T_RATED] = {"rated", RECORD_TIME, NULL},
    [T_AUDIENCE] = {"audience", RECORD_TEXT, NULL},
    [T_VERSION] = {"version", RECORD_NUMBER, NULL},
    [T_REF] = {"ref", RECORD_TEXT, NULL},
    [T_TAGS] = {"tags", RECORD_LIST, "tag"},
    [T_FIELDS] = {"fields", RECORD_MAP, "field"},
    [T_FILES] = {"files", RECORD_LIST, "file"},
};

static const struct record_column MESSAGE_COLUMNS[M_COLUMNS] = {
    [M_ID] = {"id", RECORD_NUMBER, NULL},
    [M_KIND] = {"kind", RECORD_TEXT, NULL},
    [M_BY] = {"by", RECORD_TEXT, NULL},
    [M_AUTHOR] = {"author", RECORD_TEXT, NULL},
    [M_SOURCE] = {"source", RECORD_TEXT, NULL},
    [M_CREATED] = {"created", RECORD_TIME, NULL},
    [M_FORMAT] = {"format", RECORD_TEXT, NULL},
    [M_BODY] = {"body", RECORD_TEXT, NULL},
};

const struct record_shape EXPORT_TICKET = {"ticket", TICKET_COLUMNS, T_COLUMNS};
const struct record_shape EXPORT_MESSAGE = {"message", MESSAGE_COLUMNS, M_COLUMNS};
