-- Mail on its way in: the mailboxes it is fetched from, each message as it came, and what became of
-- it.

CREATE TABLE mailbox (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  name VARCHAR(120) NOT NULL COMMENT 'as staff call it',
  address VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'what people write to, in lower case; replies go to NAME+…@ of it',
  host VARCHAR(253) CHARACTER SET ascii NOT NULL COMMENT 'the IMAP server',
  port SMALLINT UNSIGNED NOT NULL COMMENT 'of the server',
  security ENUM('tls','starttls','plain') NOT NULL COMMENT 'how the connection is encrypted; plain is for a server on this machine',
  sign_in ENUM('password','token') NOT NULL DEFAULT 'password' COMMENT 'password, or an OAuth2 token that mail.token_command prints',
  user VARCHAR(254) NOT NULL COMMENT 'name to sign in with',
  secret VARBINARY(600) NULL COMMENT 'the password, sealed with secret.key',
  folder VARCHAR(250) NOT NULL DEFAULT 'INBOX' COMMENT 'where new messages are, as the server names it',
  afterwards ENUM('keep','keyword','move') NOT NULL DEFAULT 'keyword' COMMENT 'what happens on the server to a message that is stored here',
  move_to VARCHAR(250) NOT NULL DEFAULT '' COMMENT 'folder for afterwards = move',
  organisation_id BIGINT UNSIGNED NULL COMMENT 'whose people write here; NULL goes by the sender''s address',
  form_id BIGINT UNSIGNED NULL COMMENT 'the form whose type its tickets get',
  team_id BIGINT UNSIGNED NULL COMMENT 'the team whose queue its tickets come into',
  is_active BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'is it asked for mail',
  version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'grows with every change: the connection is made anew',
  created_at DATETIME(6) NOT NULL COMMENT 'when it was entered',
  PRIMARY KEY (id),
  UNIQUE KEY mailbox_name (name),
  KEY mailbox_organisation (organisation_id),
  KEY mailbox_form (form_id),
  KEY mailbox_team (team_id),
  CONSTRAINT mailbox_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id),
  CONSTRAINT mailbox_form FOREIGN KEY (form_id) REFERENCES form (id),
  CONSTRAINT mailbox_team FOREIGN KEY (team_id) REFERENCES team (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A mailbox that is asked for mail';

CREATE TABLE mailbox_progress (
  mailbox_id BIGINT UNSIGNED NOT NULL COMMENT 'the mailbox',
  uid_validity BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the server''s UIDVALIDITY that uid_done belongs to; another one begins anew (RFC 3501, section 2.3.1.1)',
  uid_done BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'messages up to this UID are stored here, or had vanished',
  reached_at DATETIME(6) NULL COMMENT 'when all went well, last',
  error VARCHAR(500) NULL COMMENT 'why it can''t be fetched from now, in a sentence',
  failed_at DATETIME(6) NULL COMMENT 'since when',
  PRIMARY KEY (mailbox_id),
  CONSTRAINT mailbox_progress_mailbox FOREIGN KEY (mailbox_id) REFERENCES mailbox (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='How far a mailbox has been fetched';

CREATE TABLE mail_in (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  mailbox_id BIGINT UNSIGNED NULL COMMENT 'where it was fetched; NULL: it came through docketctl mail deliver',
  uid_validity BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'its place on the server, with uid',
  uid BIGINT UNSIGNED NULL COMMENT 'its number on the server; NULL: it came by pipe',
  is_marked BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the server knows that it is stored here, or need not',
  raw_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the message as it came: fetched again, it is known',
  size BIGINT UNSIGNED NOT NULL COMMENT 'bytes of it',
  state ENUM('received','done','triage','quarantined','discarded') NOT NULL DEFAULT 'received' COMMENT 'received: stored, and not looked at yet; triage and quarantined wait for staff',
  due_at DATETIME(6) NOT NULL COMMENT 'received: when it is looked at (again)',
  attempts INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'times that was begun',
  reason VARCHAR(500) NULL COMMENT 'why it is quarantined or discarded, or what the last attempt met',
  why VARCHAR(30) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'why it is where it is: a code that pages put into a sentence',
  why_data VARCHAR(250) NOT NULL DEFAULT '' COMMENT 'what that sentence names',
  fingerprint BINARY(32) NULL COMMENT 'SHA-256 of its Message-ID and content: the same message by two ways counts once',
  content_hash BINARY(32) NULL COMMENT 'SHA-256 of sender and content: the same said again is no second ticket',
  sender VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '' COMMENT 'address in lower case, as the message claims it',
  sender_name VARCHAR(250) NOT NULL DEFAULT '' COMMENT 'name beside it',
  subject VARCHAR(250) NOT NULL DEFAULT '' COMMENT 'its subject',
  excerpt VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'how its text begins',
  automatic VARCHAR(20) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'bounce, auto-reply, list…; empty: a person wrote it',
  trust ENUM('unknown','pass','fail') NOT NULL DEFAULT 'unknown' COMMENT 'what our own mail server says of the sender''s address',
  authentication VARCHAR(1000) NOT NULL DEFAULT '' COMMENT 'the Authentication-Results (RFC 8601) that trust was read from',
  internet_id VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '' COMMENT 'its Message-ID without brackets',
  account_id BIGINT UNSIGNED NULL COMMENT 'its sender, where known',
  ticket_id BIGINT UNSIGNED NULL COMMENT 'the ticket it came to, or in triage the one it speaks of',
  message_id BIGINT UNSIGNED NULL COMMENT 'the message it became',
  order_by BIGINT UNSIGNED NULL COMMENT 'who of the staff decided what is to become of it, while it is received once more, and afterwards',
  order_ticket_id BIGINT UNSIGNED NULL COMMENT 'that it belongs to this ticket; NULL: that it becomes one',
  order_organisation_id BIGINT UNSIGNED NULL COMMENT 'of this organisation; NULL: of the sender''s, if any',
  received_at DATETIME(6) NOT NULL COMMENT 'when it was stored here',
  decided_at DATETIME(6) NULL COMMENT 'when it left the state received, or staff decided',
  PRIMARY KEY (id),
  UNIQUE KEY mail_in_uid (mailbox_id, uid_validity, uid),
  UNIQUE KEY mail_in_fingerprint (fingerprint),
  KEY mail_in_raw (raw_hash),
  KEY mail_in_due (state, due_at),
  KEY mail_in_state (state, id),
  KEY mail_in_marked (mailbox_id, is_marked),
  KEY mail_in_content (content_hash, received_at),
  KEY mail_in_sender (sender, received_at),
  KEY mail_in_internet (internet_id(191)),
  KEY mail_in_message (message_id),
  KEY mail_in_ticket (ticket_id),
  KEY mail_in_account (account_id),
  KEY mail_in_order_by (order_by),
  KEY mail_in_order_ticket (order_ticket_id),
  KEY mail_in_order_organisation (order_organisation_id),
  CONSTRAINT mail_in_mailbox FOREIGN KEY (mailbox_id) REFERENCES mailbox (id),
  CONSTRAINT mail_in_account FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT mail_in_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id),
  CONSTRAINT mail_in_order_by FOREIGN KEY (order_by) REFERENCES account (id),
  CONSTRAINT mail_in_order_ticket FOREIGN KEY (order_ticket_id) REFERENCES ticket (id),
  CONSTRAINT mail_in_order_organisation FOREIGN KEY (order_organisation_id) REFERENCES organisation (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A message that reached us, and what became of it';

CREATE TABLE mail_in_chunk (
  mail_in_id BIGINT UNSIGNED NOT NULL COMMENT 'the message',
  position INT UNSIGNED NOT NULL COMMENT '0, 1, 2…',
  content MEDIUMBLOB NOT NULL COMMENT 'at most 1 MiB of it, as it came',
  PRIMARY KEY (mail_in_id, position),
  CONSTRAINT mail_in_chunk_mail FOREIGN KEY (mail_in_id) REFERENCES mail_in (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Pieces of a message as it came';

-- What a message of a ticket has beside its text where it came by mail.
CREATE TABLE message_mail (
  message_id BIGINT UNSIGNED NOT NULL COMMENT 'the message of the ticket',
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'its ticket',
  mail_in_id BIGINT UNSIGNED NULL COMMENT 'the mail it came as, while that is kept',
  whole MEDIUMTEXT NULL COMMENT 'all of it as safe HTML, quotes and signature too; NULL: the message says it all',
  PRIMARY KEY (ticket_id, message_id),
  UNIQUE KEY message_mail_message (message_id),
  KEY message_mail_mail (mail_in_id),
  CONSTRAINT message_mail_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id),
  CONSTRAINT message_mail_message FOREIGN KEY (message_id) REFERENCES message (id),
  CONSTRAINT message_mail_mail FOREIGN KEY (mail_in_id) REFERENCES mail_in (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='What came by mail with a message';

ALTER TABLE attachment
  ADD COLUMN content_id VARCHAR(250) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '' COMMENT 'Content-ID of a picture that a mail shows within its text';

ALTER TABLE file
  ADD COLUMN held VARCHAR(200) NULL COMMENT 'what the virus scanner found in it: nobody gets it';
