-- People, sign-in and what a ticket is made of. Times are UTC. Every column says what it is for:
-- doc/schema.md is made from these comments.

CREATE TABLE organisation (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  name VARCHAR(200) NOT NULL COMMENT 'as its people call it',
  client_scope ENUM('own','organisation','all') NOT NULL DEFAULT 'own' COMMENT 'which tickets its clients see: their own, their organisation''s, or all',
  language VARCHAR(5) NULL COMMENT 'en, pl, nb or ru: for its people who chose none',
  is_active BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'may its clients sign in',
  created_at DATETIME(6) NOT NULL COMMENT 'when it was entered',
  PRIMARY KEY (id),
  UNIQUE KEY organisation_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A client firm, or a site of one';

CREATE TABLE organisation_domain (
  domain VARCHAR(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'e-mail domain in lower case: example.org',
  organisation_id BIGINT UNSIGNED NOT NULL COMMENT 'whose people write from it',
  PRIMARY KEY (domain),
  CONSTRAINT organisation_domain_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='By which new clients are put into their organisation';

CREATE TABLE account (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'lower case; NULL for a person known by name only',
  name VARCHAR(120) NOT NULL COMMENT 'as shown to colleagues',
  role ENUM('client','agent','admin') NOT NULL DEFAULT 'client' COMMENT 'client, or staff: agent, administrator',
  organisation_id BIGINT UNSIGNED NULL COMMENT 'of a client; NULL for staff and for clients of none',
  password_hash VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'scrypt with its parameters; NULL: can''t sign in',
  language VARCHAR(5) NULL COMMENT 'en, pl, nb or ru; NULL follows the browser',
  is_active BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'may sign in',
  created_at DATETIME(6) NOT NULL COMMENT 'when it was made',
  PRIMARY KEY (id),
  UNIQUE KEY account_email (email),
  KEY account_role (role, is_active, name),
  KEY account_organisation (organisation_id, name),
  CONSTRAINT account_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A person: client, agent or administrator';

CREATE TABLE team (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  name VARCHAR(120) NOT NULL COMMENT 'as staff call it',
  PRIMARY KEY (id),
  UNIQUE KEY team_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A group of staff that shares a queue';

CREATE TABLE team_member (
  team_id BIGINT UNSIGNED NOT NULL COMMENT 'the team',
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'a member of staff',
  is_lead BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'distributes the team''s tickets',
  PRIMARY KEY (team_id, account_id),
  KEY team_member_account (account_id),
  CONSTRAINT team_member_team FOREIGN KEY (team_id) REFERENCES team (id) ON DELETE CASCADE,
  CONSTRAINT team_member_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Who is in which team';

CREATE TABLE session (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key, shown in addresses of the account page',
  token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the cookie''s token; the token itself is kept nowhere',
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'who signed in',
  created_at DATETIME(6) NOT NULL COMMENT 'sign-in; the absolute expiry counts from it',
  seen_at DATETIME(6) NOT NULL COMMENT 'last use, to the minute; the idle expiry counts from it',
  address VARCHAR(45) CHARACTER SET ascii NOT NULL COMMENT 'IP address at sign-in',
  user_agent VARCHAR(300) NOT NULL COMMENT 'browser at sign-in, for the list of sessions',
  PRIMARY KEY (id),
  UNIQUE KEY session_token (token_hash),
  KEY session_account (account_id, seen_at),
  KEY session_seen (seen_at),
  CONSTRAINT session_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A browser that is signed in';

CREATE TABLE throttle (
  key_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of what is counted: an account''s address, or a network address',
  failures INT UNSIGNED NOT NULL COMMENT 'failed tries in a row',
  failed_at DATETIME(6) NOT NULL COMMENT 'the last of them',
  PRIMARY KEY (key_hash),
  KEY throttle_failed (failed_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Slows down whoever guesses passwords';

CREATE TABLE ticket_type (
  id TINYINT UNSIGNED NOT NULL COMMENT 'key',
  code VARCHAR(30) CHARACTER SET ascii NOT NULL COMMENT 'its name in addresses and files',
  name VARCHAR(60) NOT NULL COMMENT 'its name in English, translated when shown',
  icon VARCHAR(30) CHARACTER SET ascii NOT NULL COMMENT 'symbol in htdocs/img/icons.svg',
  sort SMALLINT NOT NULL COMMENT 'order of listing',
  PRIMARY KEY (id),
  UNIQUE KEY ticket_type_code (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Wish, question, problem…';

CREATE TABLE status (
  id TINYINT UNSIGNED NOT NULL COMMENT 'key',
  code VARCHAR(30) CHARACTER SET ascii NOT NULL COMMENT 'its name in addresses and files',
  name VARCHAR(60) NOT NULL COMMENT 'its name in English, translated when shown',
  class ENUM('new','open','waiting_client','waiting_other','solved','closed','rejected') NOT NULL COMMENT 'what the program makes of it',
  sort SMALLINT NOT NULL COMMENT 'order of listing',
  PRIMARY KEY (id),
  UNIQUE KEY status_code (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Where a ticket stands';

CREATE TABLE status_transition (
  type_id TINYINT UNSIGNED NOT NULL COMMENT 'for tickets of this type',
  from_id TINYINT UNSIGNED NOT NULL COMMENT 'from this status',
  to_id TINYINT UNSIGNED NOT NULL COMMENT 'to this one',
  PRIMARY KEY (type_id, from_id, to_id),
  KEY status_transition_from (from_id),
  KEY status_transition_to (to_id),
  CONSTRAINT status_transition_type FOREIGN KEY (type_id) REFERENCES ticket_type (id),
  CONSTRAINT status_transition_from FOREIGN KEY (from_id) REFERENCES status (id),
  CONSTRAINT status_transition_to FOREIGN KEY (to_id) REFERENCES status (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='The workflow: which changes of status a type allows';

CREATE TABLE category (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  code VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'its name in addresses and imports',
  name VARCHAR(120) NOT NULL COMMENT 'as shown',
  PRIMARY KEY (id),
  UNIQUE KEY category_code (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='What a ticket is about';

CREATE TABLE form (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  code VARCHAR(40) CHARACTER SET ascii NOT NULL COMMENT 'its address: /new/CODE',
  type_id TINYINT UNSIGNED NOT NULL COMMENT 'type of the tickets it makes',
  name VARCHAR(120) NOT NULL COMMENT 'heading in English, translated when shown',
  summary VARCHAR(200) NOT NULL COMMENT 'one line for the choice of forms, likewise',
  is_active BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'offered to clients',
  sort SMALLINT NOT NULL COMMENT 'order of listing',
  PRIMARY KEY (id),
  UNIQUE KEY form_code (code),
  CONSTRAINT form_type FOREIGN KEY (type_id) REFERENCES ticket_type (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A structured form by which clients open a ticket';

CREATE TABLE form_field (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  form_id BIGINT UNSIGNED NOT NULL COMMENT 'its form',
  code VARCHAR(40) CHARACTER SET ascii NOT NULL COMMENT 'name of the input',
  kind ENUM('subject','body','line','text','choice','priority','files') NOT NULL COMMENT 'subject and body become the ticket''s own; the others its fields',
  label VARCHAR(120) NOT NULL COMMENT 'question in English, translated when shown',
  help VARCHAR(250) NOT NULL DEFAULT '' COMMENT 'a line of help, likewise',
  is_required BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'must be filled in',
  max_length INT UNSIGNED NOT NULL COMMENT 'characters',
  sort SMALLINT NOT NULL COMMENT 'order on the form',
  PRIMARY KEY (id),
  UNIQUE KEY form_field_code (form_id, code),
  CONSTRAINT form_field_form FOREIGN KEY (form_id) REFERENCES form (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A question of a form';

CREATE TABLE form_choice (
  field_id BIGINT UNSIGNED NOT NULL COMMENT 'a field of kind choice',
  code VARCHAR(40) CHARACTER SET ascii NOT NULL COMMENT 'value of the input',
  label VARCHAR(120) NOT NULL COMMENT 'answer in English, translated when shown',
  sort SMALLINT NOT NULL COMMENT 'order of listing',
  PRIMARY KEY (field_id, code),
  CONSTRAINT form_choice_field FOREIGN KEY (field_id) REFERENCES form_field (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='An answer to choose';
