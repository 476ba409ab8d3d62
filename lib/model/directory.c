#include "model/directory.h"

static const struct db_statement DIRECTORY_ACCOUNTS = {
    .name = "directory_accounts",
    .sql = "SELECT COALESCE(a.email, ''), a.name, COALESCE(o.name, ''), a.role + 0, a.is_active,"
	   " a.password_hash IS NOT NULL, a.is_manager"
	   " FROM account a LEFT JOIN organisation o ON o.id = a.organisation_id"
	   " ORDER BY a.role DESC, a.name, a.id",
    .out = "sssiiii",
};

static const struct db_statement DIRECTORY_ORGANISATIONS = {
    .name = "directory_organisations",
    .sql = "SELECT o.name, COALESCE(o.language, ''), o.client_scope + 0,"
	   " COALESCE((SELECT GROUP_CONCAT(d.domain ORDER BY d.domain SEPARATOR ' ')"
	   "  FROM organisation_domain d WHERE d.organisation_id = o.id), ''),"
	   " (SELECT COUNT(*) FROM account a WHERE a.organisation_id = o.id)"
	   " FROM organisation o ORDER BY o.name, o.id",
    .out = "ssisi",
};

static const struct db_statement DIRECTORY_TABLES = {
    .name = "directory_tables",
    .sql = "SELECT COUNT(*) FROM information_schema.tables"
	   " WHERE table_schema = DATABASE() AND table_name IN ('account', 'ticket')",
    .out = "i",
};

static const struct db_statement DIRECTORY_USED = {
    .name = "directory_used",
    .sql = "SELECT EXISTS(SELECT 1 FROM account) OR EXISTS(SELECT 1 FROM ticket)",
    .out = "i",
};

DB_STATEMENTS(
    directory, &DIRECTORY_ACCOUNTS, &DIRECTORY_ORGANISATIONS, &DIRECTORY_TABLES, &DIRECTORY_USED);

struct account_walk {
	enum err (*each)(void *context, const struct directory_account *account);
	void *context;
};

static enum err account_row(void *context, const struct db_value *row)
{
	const struct account_walk *walk = context;

	return walk->each(walk->context, &(struct directory_account){.email = row[0].p,
					     .name = row[1].p,
					     .organisation = row[2].p,
					     .role = (enum role)row[3].i,
					     .is_active = row[4].i != 0,
					     .has_password = row[5].i != 0,
					     .is_manager = row[6].i != 0});
}

enum err directory_accounts(struct db *db,
    enum err (*each)(void *context, const struct directory_account *account), void *context)
{
	return db_each(
	    db, &DIRECTORY_ACCOUNTS, DB_NONE, account_row, &(struct account_walk){each, context});
}

struct organisation_walk {
	enum err (*each)(void *context, const struct directory_organisation *organisation);
	void *context;
};

static enum err organisation_row(void *context, const struct db_value *row)
{
	const struct organisation_walk *walk = context;

	return walk->each(walk->context, &(struct directory_organisation){.name = row[0].p,
					     .language = row[1].p,
					     .scope = (enum client_scope)row[2].i,
					     .domains = row[3].p,
					     .accounts = row[4].i});
}

enum err directory_organisations(struct db *db,
    enum err (*each)(void *context, const struct directory_organisation *organisation),
    void *context)
{
	return db_each(db, &DIRECTORY_ORGANISATIONS, DB_NONE, organisation_row,
	    &(struct organisation_walk){each, context});
}

enum err directory_is_empty(struct db *db, struct arena *arena, bool *is_empty)
{
	struct db_rows rows;

	TRY(db_query(db, arena, &DIRECTORY_TABLES, DB_NONE, &rows));
	*is_empty = db_int_at(&rows, 0, 0) < 2;
	if (*is_empty)
		return OK;
	TRY(db_query(db, arena, &DIRECTORY_USED, DB_NONE, &rows));
	*is_empty = !db_int_at(&rows, 0, 0);
	return OK;
}
