-- Tickets and all that belongs to them.

CREATE TABLE ticket (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key, and the number of the signature: H1010',
  ref VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'name in the system it was imported from',
  type_id TINYINT UNSIGNED NOT NULL COMMENT 'wish, question, problem…',
  form_id BIGINT UNSIGNED NULL COMMENT 'the form it came by, if any',
  category_id BIGINT UNSIGNED NULL COMMENT 'what it is about',
  source ENUM('form','email','phone','api','person','import') NOT NULL COMMENT 'how it reached us',
  language VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'en' COMMENT 'language of its text (BCP 47)',
  organisation_id BIGINT UNSIGNED NULL COMMENT 'the contact''s organisation when it was opened',
  contact_id BIGINT UNSIGNED NULL COMMENT 'the client; NULL when imported without one',
  status_id TINYINT UNSIGNED NOT NULL COMMENT 'where it stands',
  is_open BOOLEAN NOT NULL COMMENT 'status class is none of solved, closed, rejected: kept beside status_id for the queues'' indexes',
  priority TINYINT UNSIGNED NOT NULL DEFAULT 2 COMMENT '1 low, 2 normal, 3 high, 4 urgent',
  team_id BIGINT UNSIGNED NULL COMMENT 'the team whose queue it is in',
  responsible_id BIGINT UNSIGNED NULL COMMENT 'who has it',
  subject VARCHAR(250) NOT NULL COMMENT 'what it is about, in a line',
  version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'grows with every change: tells two editors apart',
  created_at DATETIME(6) NOT NULL COMMENT 'received',
  updated_at DATETIME(6) NOT NULL COMMENT 'last change that its client may see',
  accepted_at DATETIME(6) NULL COMMENT 'first taken up by someone',
  started_at DATETIME(6) NULL COMMENT 'work began',
  answered_at DATETIME(6) NULL COMMENT 'first public answer of staff',
  due_at DATETIME(6) NULL COMMENT 'promised solution',
  solved_at DATETIME(6) NULL COMMENT 'date done; NULL again when reopened',
  closed_at DATETIME(6) NULL COMMENT 'closed; NULL again when reopened',
  solution_id BIGINT UNSIGNED NULL COMMENT 'the message that holds the solution',
  audience ENUM('participants','staff','clients','public') NULL COMMENT 'who sees it in the archive; NULL while it is not archived',
  archived_at DATETIME(6) NULL COMMENT 'date under which it stands in the archive; NULL while it does not',
  rating TINYINT UNSIGNED NULL COMMENT 'the client''s, 1 to 5',
  rating_comment VARCHAR(2000) NULL COMMENT 'what the client said of it',
  rated_at DATETIME(6) NULL COMMENT 'first rated; may be changed for a week',
  file_count SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'attachments, so that pages without any need not ask',
  PRIMARY KEY (id),
  UNIQUE KEY ticket_ref (ref),
  KEY ticket_contact (contact_id, is_open, updated_at, id),
  KEY ticket_contact_all (contact_id, updated_at, id),
  KEY ticket_organisation (organisation_id, is_open, updated_at, id),
  KEY ticket_organisation_all (organisation_id, updated_at, id),
  KEY ticket_changed (updated_at, id),
  KEY ticket_queue_open (is_open, updated_at, id),
  KEY ticket_queue_person (responsible_id, is_open, updated_at, id),
  KEY ticket_queue_team (team_id, is_open, updated_at, id),
  KEY ticket_queue_status (status_id, updated_at, id),
  KEY ticket_archive (audience, archived_at, id),
  KEY ticket_archive_category (category_id, audience, archived_at, id),
  KEY ticket_archive_contact (contact_id, audience, archived_at, id),
  KEY ticket_archive_organisation (organisation_id, audience, archived_at, id),
  KEY ticket_type (type_id),
  KEY ticket_form (form_id),
  CONSTRAINT ticket_type FOREIGN KEY (type_id) REFERENCES ticket_type (id),
  CONSTRAINT ticket_form FOREIGN KEY (form_id) REFERENCES form (id),
  CONSTRAINT ticket_category FOREIGN KEY (category_id) REFERENCES category (id),
  CONSTRAINT ticket_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id),
  CONSTRAINT ticket_contact FOREIGN KEY (contact_id) REFERENCES account (id),
  CONSTRAINT ticket_status FOREIGN KEY (status_id) REFERENCES status (id),
  CONSTRAINT ticket_team FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT ticket_responsible FOREIGN KEY (responsible_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci AUTO_INCREMENT=1001 COMMENT='A request and where it stands';

-- A conversation is read as a whole: its messages lie beside each other, under their ticket.
CREATE TABLE message (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  ref VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'name in the system it was imported from',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'its ticket',
  kind ENUM('public','note','solution') NOT NULL COMMENT 'a note is for staff alone',
  side ENUM('client','staff') NOT NULL COMMENT 'who speaks',
  author_id BIGINT UNSIGNED NULL COMMENT 'the person, where known',
  source ENUM('form','email','phone','api','person','import') NOT NULL COMMENT 'how it reached us',
  format ENUM('text','markdown','html') NOT NULL COMMENT 'of the body',
  body MEDIUMTEXT NOT NULL COMMENT 'as it was written',
  html MEDIUMTEXT NOT NULL COMMENT 'the body as safe HTML, made when it was stored',
  created_at DATETIME(6) NOT NULL COMMENT 'when it was written',
  PRIMARY KEY (ticket_id, id),
  UNIQUE KEY message_id (id),
  UNIQUE KEY message_ref (ref),
  KEY message_author (author_id),
  CONSTRAINT message_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id),
  CONSTRAINT message_author FOREIGN KEY (author_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='What was said on a ticket';

CREATE TABLE ticket_field (
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'the ticket',
  field_id BIGINT UNSIGNED NOT NULL COMMENT 'the question of its form',
  value TEXT NOT NULL COMMENT 'the answer; a choice by its code',
  PRIMARY KEY (ticket_id, field_id),
  KEY ticket_field_field (field_id),
  CONSTRAINT ticket_field_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id),
  CONSTRAINT ticket_field_field FOREIGN KEY (field_id) REFERENCES form_field (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Answers of the form that have no column of their own';

CREATE TABLE follower (
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'the ticket',
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'who is told of its public messages, and may see it',
  PRIMARY KEY (ticket_id, account_id),
  KEY follower_account (account_id),
  CONSTRAINT follower_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id),
  CONSTRAINT follower_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Others who take part in a ticket';

CREATE TABLE ticket_tag (
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'the ticket',
  tag VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'a word in lower case',
  PRIMARY KEY (ticket_id, tag),
  KEY ticket_tag_tag (tag, ticket_id),
  CONSTRAINT ticket_tag_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Words that group tickets';

CREATE TABLE file (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  sha256 BINARY(32) NOT NULL COMMENT 'of the content: the same content is kept once',
  size BIGINT UNSIGNED NOT NULL COMMENT 'bytes',
  type VARCHAR(100) CHARACTER SET ascii NOT NULL COMMENT 'media type as libmagic sees it',
  created_at DATETIME(6) NOT NULL COMMENT 'first stored',
  PRIMARY KEY (id),
  UNIQUE KEY file_sha256 (sha256)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Content of attachments';

CREATE TABLE file_chunk (
  file_id BIGINT UNSIGNED NOT NULL COMMENT 'the file',
  position INT UNSIGNED NOT NULL COMMENT '0, 1, 2…',
  content MEDIUMBLOB NOT NULL COMMENT 'at most 256 KiB',
  PRIMARY KEY (file_id, position),
  CONSTRAINT file_chunk_file FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Pieces of a file''s content';

CREATE TABLE upload (
  token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the token that the form carries',
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'who sent it',
  file_id BIGINT UNSIGNED NOT NULL COMMENT 'its content',
  name VARCHAR(250) NOT NULL COMMENT 'the file''s name, made safe',
  created_at DATETIME(6) NOT NULL COMMENT 'received; cleaned away after a day',
  PRIMARY KEY (token_hash),
  KEY upload_created (created_at),
  KEY upload_account (account_id),
  KEY upload_file (file_id),
  CONSTRAINT upload_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT upload_file FOREIGN KEY (file_id) REFERENCES file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A file received with a form that is not sent yet';

CREATE TABLE attachment (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key, in the file''s address',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'its ticket, by which its visibility goes',
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'the message it came with',
  file_id BIGINT UNSIGNED NOT NULL COMMENT 'its content',
  name VARCHAR(250) NOT NULL COMMENT 'the file''s name, made safe',
  created_at DATETIME(6) NOT NULL COMMENT 'when it was attached',
  PRIMARY KEY (id),
  KEY attachment_ticket (ticket_id, message_id, id),
  KEY attachment_message (message_id),
  KEY attachment_file (file_id),
  CONSTRAINT attachment_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id),
  CONSTRAINT attachment_message FOREIGN KEY (message_id) REFERENCES message (id),
  CONSTRAINT attachment_file FOREIGN KEY (file_id) REFERENCES file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A file of a message';

CREATE TABLE submission (
  key_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of account and the form''s one-time key',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'what it made or changed',
  created_at DATETIME(6) NOT NULL COMMENT 'when; cleaned away after a week',
  PRIMARY KEY (key_hash),
  KEY submission_created (created_at),
  KEY submission_ticket (ticket_id),
  CONSTRAINT submission_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Forms already taken: one sent twice counts once';

CREATE TABLE event (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key; not in the order of commits',
  about ENUM('ticket','account','organisation','team','instance') NOT NULL COMMENT 'what changed',
  about_id BIGINT UNSIGNED NOT NULL COMMENT 'its key',
  version INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the ticket''s version after the change',
  kind VARCHAR(30) CHARACTER SET ascii NOT NULL COMMENT 'created, message, note, status, responsible, priority…',
  actor_id BIGINT UNSIGNED NULL COMMENT 'who; NULL for the program itself',
  message_id BIGINT UNSIGNED NULL COMMENT 'the message that came with it',
  before_value VARCHAR(500) NULL COMMENT 'what it was, as a person reads it; codes for what is translated',
  after_value VARCHAR(500) NULL COMMENT 'what it became',
  created_at DATETIME(6) NOT NULL COMMENT 'when',
  PRIMARY KEY (id),
  KEY event_about (about, about_id, id),
  KEY event_created (created_at),
  KEY event_actor (actor_id),
  CONSTRAINT event_actor FOREIGN KEY (actor_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Every change: the audit log and the timeline of a ticket';

CREATE TABLE counter (
  name VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what is counted: open, status:3, person:17, archive:public:5',
  slot TINYINT UNSIGNED NOT NULL COMMENT 'one of a few rows, by chance, so that writers don''t wait for each other',
  value BIGINT NOT NULL COMMENT 'a part of the count: the sum over the slots is meant',
  PRIMARY KEY (name, slot)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Counts kept in the transaction of the change; no foreign key points here';
