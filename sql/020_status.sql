-- The service status page: components, incidents and planned maintenance, who is told, which
-- tickets hang on them.

ALTER TABLE event
  MODIFY about ENUM('ticket','account','organisation','team','instance','article','component','incident','webhook') NOT NULL COMMENT 'what changed',
  MODIFY version INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the ticket''s, article''s or incident''s version after the change';

CREATE TABLE component_group (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  name VARCHAR(120) NOT NULL COMMENT 'heading on the status page',
  sort SMALLINT NOT NULL DEFAULT 0 COMMENT 'order, then by name',
  PRIMARY KEY (id),
  UNIQUE KEY component_group_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Components that stand together on the status page';

CREATE TABLE component (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  group_id BIGINT UNSIGNED NULL COMMENT 'its group; NULL: it stands by itself',
  category_id BIGINT UNSIGNED NULL COMMENT 'requests of this category are probably about it',
  name VARCHAR(120) NOT NULL COMMENT 'what people call it',
  description VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'what it is for, in a line',
  audience ENUM('staff','organisation','clients','public') NOT NULL DEFAULT 'public' COMMENT 'who sees it',
  organisation_id BIGINT UNSIGNED NULL COMMENT 'for the audience organisation: which',
  sort SMALLINT NOT NULL DEFAULT 0 COMMENT 'order in its group, then by name',
  is_active BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'shown; one taken away keeps its past',
  check_kind ENUM('none','url','tcp') NOT NULL DEFAULT 'none' COMMENT 'how the clock looks whether it works',
  check_target VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'https://… or host:port; an address that docket.conf lists',
  counts_checks BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'failed checks count against its uptime and show as an outage',
  created_at DATETIME(6) NOT NULL COMMENT 'watched since then',
  PRIMARY KEY (id),
  KEY component_group_sort (group_id, sort),
  KEY component_category (category_id),
  KEY component_organisation (organisation_id),
  CONSTRAINT component_group_of FOREIGN KEY (group_id) REFERENCES component_group (id),
  CONSTRAINT component_category FOREIGN KEY (category_id) REFERENCES category (id),
  CONSTRAINT component_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A part of the service that can work or not';

-- Apart from the component, as it changes each minute.
CREATE TABLE component_check (
  component_id BIGINT UNSIGNED NOT NULL COMMENT 'the component',
  failures INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'failed checks in a row; 0: the last one was good',
  took_ms INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how long the last one took',
  error VARCHAR(250) NOT NULL DEFAULT '' COMMENT 'why the last one failed',
  checked_at DATETIME(6) NOT NULL COMMENT 'when',
  PRIMARY KEY (component_id),
  CONSTRAINT component_check_component FOREIGN KEY (component_id) REFERENCES component (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='The last check of a component';

CREATE TABLE component_check_day (
  component_id BIGINT UNSIGNED NOT NULL COMMENT 'the component',
  day DATE NOT NULL COMMENT 'in UTC',
  checks INT UNSIGNED NOT NULL COMMENT 'checks of that day',
  failed INT UNSIGNED NOT NULL COMMENT 'those of them that failed',
  PRIMARY KEY (component_id, day),
  CONSTRAINT component_check_day_component FOREIGN KEY (component_id) REFERENCES component (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Checks of a component, counted by day';

CREATE TABLE incident (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key, in its address: /status/ID-slug',
  kind ENUM('incident','maintenance') NOT NULL COMMENT 'what happened, or what is planned',
  title VARCHAR(200) NOT NULL COMMENT 'what it is, in a line',
  impact ENUM('none','minor','major','critical') NOT NULL DEFAULT 'minor' COMMENT 'how bad it is',
  state ENUM('scheduled','in_progress','completed','cancelled','investigating','identified','monitoring','resolved') NOT NULL COMMENT 'the first four are of maintenance, the others of incidents',
  is_open BOOLEAN NOT NULL COMMENT 'going on now: kept beside state for the index',
  audience ENUM('staff','organisation','clients','public') NOT NULL DEFAULT 'public' COMMENT 'who sees it',
  organisation_id BIGINT UNSIGNED NULL COMMENT 'for the audience organisation: which',
  begins_at DATETIME(6) NOT NULL COMMENT 'since when; of maintenance: planned begin',
  ends_at DATETIME(6) NULL COMMENT 'when it was over; of maintenance: planned end until then',
  version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'grows with every change',
  author_id BIGINT UNSIGNED NOT NULL COMMENT 'who began it',
  once_hash BINARY(32) NULL COMMENT 'SHA-256 of the form''s one-time key: sent twice counts once',
  created_at DATETIME(6) NOT NULL COMMENT 'when it was entered',
  updated_at DATETIME(6) NOT NULL COMMENT 'last change that its readers see',
  PRIMARY KEY (id),
  UNIQUE KEY incident_once (once_hash),
  KEY incident_open (is_open, begins_at, id),
  KEY incident_state (state, begins_at),
  KEY incident_begins (begins_at, id),
  KEY incident_updated (updated_at, id),
  KEY incident_organisation (organisation_id),
  KEY incident_author (author_id),
  CONSTRAINT incident_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id),
  CONSTRAINT incident_author FOREIGN KEY (author_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Something that is wrong with the service, or work on it that is planned';

CREATE TABLE incident_component (
  incident_id BIGINT UNSIGNED NOT NULL COMMENT 'the incident',
  component_id BIGINT UNSIGNED NOT NULL COMMENT 'what it touches',
  state ENUM('operational','maintenance','degraded','partial_outage','major_outage') NOT NULL COMMENT 'how well that works meanwhile, by the last update',
  PRIMARY KEY (incident_id, component_id),
  KEY incident_component_component (component_id, incident_id),
  CONSTRAINT incident_component_incident FOREIGN KEY (incident_id) REFERENCES incident (id),
  CONSTRAINT incident_component_component FOREIGN KEY (component_id) REFERENCES component (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Components that an incident touches';

-- What uptime is counted from: one row for each span in which a component was in one state.
CREATE TABLE component_outage (
  component_id BIGINT UNSIGNED NOT NULL COMMENT 'the component',
  begins_at DATETIME(6) NOT NULL COMMENT 'since when',
  incident_id BIGINT UNSIGNED NOT NULL COMMENT 'by which incident or maintenance',
  ends_at DATETIME(6) NULL COMMENT 'until when; NULL: still',
  state ENUM('operational','maintenance','degraded','partial_outage','major_outage') NOT NULL COMMENT 'how well it worked; never operational',
  PRIMARY KEY (component_id, begins_at, incident_id),
  KEY component_outage_incident (incident_id, ends_at),
  KEY component_outage_ends (ends_at),
  CONSTRAINT component_outage_component FOREIGN KEY (component_id) REFERENCES component (id),
  CONSTRAINT component_outage_incident FOREIGN KEY (incident_id) REFERENCES incident (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Spans in which a component did not work as it should';

CREATE TABLE incident_update (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  incident_id BIGINT UNSIGNED NOT NULL COMMENT 'its incident',
  state ENUM('scheduled','in_progress','completed','cancelled','investigating','identified','monitoring','resolved') NOT NULL COMMENT 'of the incident from then on',
  body MEDIUMTEXT NOT NULL COMMENT 'Markdown; may be empty where the clock wrote it',
  html MEDIUMTEXT NOT NULL COMMENT 'the body as safe HTML, made when it was stored',
  author_id BIGINT UNSIGNED NULL COMMENT 'who wrote it; NULL: the clock',
  once_hash BINARY(32) NULL COMMENT 'SHA-256 of the form''s one-time key: sent twice counts once',
  created_at DATETIME(6) NOT NULL COMMENT 'when',
  PRIMARY KEY (id),
  UNIQUE KEY incident_update_once (once_hash),
  KEY incident_update_incident (incident_id, id),
  KEY incident_update_author (author_id),
  CONSTRAINT incident_update_incident FOREIGN KEY (incident_id) REFERENCES incident (id),
  CONSTRAINT incident_update_author FOREIGN KEY (author_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='What was said of an incident as it went on';

CREATE TABLE incident_ticket (
  incident_id BIGINT UNSIGNED NOT NULL COMMENT 'the incident',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'a ticket about it',
  account_id BIGINT UNSIGNED NULL COMMENT 'who tied them together',
  created_at DATETIME(6) NOT NULL COMMENT 'when',
  PRIMARY KEY (incident_id, ticket_id),
  KEY incident_ticket_ticket (ticket_id),
  KEY incident_ticket_account (account_id),
  CONSTRAINT incident_ticket_incident FOREIGN KEY (incident_id) REFERENCES incident (id),
  CONSTRAINT incident_ticket_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id),
  CONSTRAINT incident_ticket_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Tickets that an incident caused';

-- One update answers many tickets, each in its own transaction: what is left is done by the clock.
CREATE TABLE incident_answer (
  update_id BIGINT UNSIGNED NOT NULL COMMENT 'the update that is the answer',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'the ticket that gets it',
  solves BOOLEAN NOT NULL COMMENT 'it is the ticket''s solution',
  attempts TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how often it was tried in vain',
  error VARCHAR(250) NOT NULL DEFAULT '' COMMENT 'why the last try failed',
  due_at DATETIME(6) NULL COMMENT 'when to try; NULL: done, or given up',
  done_at DATETIME(6) NULL COMMENT 'when it was answered',
  PRIMARY KEY (update_id, ticket_id),
  KEY incident_answer_due (due_at),
  KEY incident_answer_ticket (ticket_id),
  CONSTRAINT incident_answer_update FOREIGN KEY (update_id) REFERENCES incident_update (id),
  CONSTRAINT incident_answer_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Tickets that an update answers';

CREATE TABLE incident_affected (
  incident_id BIGINT UNSIGNED NOT NULL COMMENT 'the incident',
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'who says that it touches them too, and is told how it goes on',
  created_at DATETIME(6) NOT NULL COMMENT 'when',
  PRIMARY KEY (incident_id, account_id),
  KEY incident_affected_account (account_id),
  CONSTRAINT incident_affected_incident FOREIGN KEY (incident_id) REFERENCES incident (id),
  CONSTRAINT incident_affected_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='People who said: this affects me too';

CREATE TABLE subscription (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'who is told, in lower case',
  account_id BIGINT UNSIGNED NULL COMMENT 'whose it is: decides which incidents it may tell of; NULL: public ones',
  language VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'of the mails (BCP 47)',
  wants_incidents BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'be told of incidents',
  wants_maintenance BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'be told of planned maintenance',
  all_components BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'of all components; else of those of subscription_component',
  nonce BINARY(16) NOT NULL COMMENT 'chance: its link is a keyed hash of this, and nowhere stored',
  confirmed_at DATETIME(6) NULL COMMENT 'when its address was confirmed; NULL: not yet, swept away after some days',
  created_at DATETIME(6) NOT NULL COMMENT 'asked for',
  PRIMARY KEY (id),
  UNIQUE KEY subscription_email (email),
  KEY subscription_account (account_id),
  KEY subscription_unconfirmed (confirmed_at, created_at),
  CONSTRAINT subscription_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Who gets mail about the service''s status';

CREATE TABLE subscription_component (
  subscription_id BIGINT UNSIGNED NOT NULL COMMENT 'the subscription',
  component_id BIGINT UNSIGNED NOT NULL COMMENT 'a component that it is about',
  PRIMARY KEY (subscription_id, component_id),
  KEY subscription_component_component (component_id),
  CONSTRAINT subscription_component_subscription FOREIGN KEY (subscription_id) REFERENCES subscription (id) ON DELETE CASCADE,
  CONSTRAINT subscription_component_component FOREIGN KEY (component_id) REFERENCES component (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Components of a subscription';
