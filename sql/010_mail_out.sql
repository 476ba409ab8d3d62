-- Mail on its way out: a row for each recipient, and the addresses that take no mail.

CREATE TABLE mail_out (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what it tells: which program text composes it',
  address VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'whom it is for, in lower case',
  name VARCHAR(120) NOT NULL DEFAULT '' COMMENT 'of that person, as the message greets them',
  language VARCHAR(5) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'en, pl, nb or ru; empty: the site''s',
  account_id BIGINT UNSIGNED NULL COMMENT 'the account of that person, if any',
  ticket_id BIGINT UNSIGNED NULL COMMENT 'the ticket it is about, if any',
  parameters MEDIUMTEXT NOT NULL COMMENT 'JSON: what the change has to tell; emptied once composed where it holds a secret',
  is_secret BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'holds a link that signs in or the like: staff don''t see its text, and it is forgotten once sent',
  is_automatic BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'counts towards what one address gets in an hour',
  gather_key BINARY(32) NULL COMMENT 'SHA-256 of kind, ticket and address while later changes may join it; NULL once claimed',
  state ENUM('waiting','sending','sent','failed','dropped') NOT NULL DEFAULT 'waiting' COMMENT 'failed ones wait for staff',
  not_before DATETIME(6) NOT NULL COMMENT 'since when it should be on its way',
  due_at DATETIME(6) NOT NULL COMMENT 'waiting: the next try; sending: the end of the lease',
  attempts INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'times it was claimed',
  fence BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'grows with each claim: who claimed earlier can''t record any more',
  error VARCHAR(500) NULL COMMENT 'why it is not sent, in the server''s words or ours',
  message_id VARCHAR(255) CHARACTER SET ascii NULL COMMENT 'its Message-ID without brackets, from composing on',
  subject VARCHAR(250) NOT NULL DEFAULT '' COMMENT 'its subject, from composing on',
  raw MEDIUMBLOB NULL COMMENT 'the composed message: each try sends the same',
  created_at DATETIME(6) NOT NULL COMMENT 'when the change happened',
  sent_at DATETIME(6) NULL COMMENT 'when the server took it',
  PRIMARY KEY (id),
  UNIQUE KEY mail_out_gather (gather_key),
  KEY mail_out_due (state, due_at),
  KEY mail_out_state (state, id),
  KEY mail_out_message (message_id),
  KEY mail_out_address (address, sent_at),
  KEY mail_out_sent (sent_at),
  KEY mail_out_account (account_id),
  KEY mail_out_ticket (ticket_id),
  CONSTRAINT mail_out_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE SET NULL,
  CONSTRAINT mail_out_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A message to one recipient, written in the transaction of the change';

CREATE TABLE mail_mark (
  address VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'in lower case',
  kind ENUM('refused','bounced') NOT NULL COMMENT 'the server refused it at once, or a report of failure came back',
  reason VARCHAR(500) NOT NULL COMMENT 'in the server''s words',
  mail_out_id BIGINT UNSIGNED NULL COMMENT 'which message found out, while it is kept',
  marked_at DATETIME(6) NOT NULL COMMENT 'when, last',
  PRIMARY KEY (address),
  KEY mail_mark_marked (marked_at),
  KEY mail_mark_mail (mail_out_id),
  CONSTRAINT mail_mark_mail FOREIGN KEY (mail_out_id) REFERENCES mail_out (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='An address that takes no mail: nothing is sent there until staff clear it';
