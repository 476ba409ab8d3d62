-- Who is told what by mail, and who agreed to it.

CREATE TABLE notification (
  id TINYINT UNSIGNED NOT NULL COMMENT 'key',
  moment ENUM('created','changed','closed') NOT NULL COMMENT 'what happened to a ticket; a contact who is linked later counts as created',
  party ENUM('organisation','contact','staff') NOT NULL COMMENT 'who is told',
  is_on BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'sent at all',
  addressed SET('contact','follower','responsible','lead','team','everyone','colleague','address') NOT NULL COMMENT 'whom of that party: followers are clients or staff as the party says; everyone: all staff while nobody and no team has the ticket; address: the one that the organisation gave',
  changed_at DATETIME(6) NULL COMMENT 'when an administrator set it',
  changed_by BIGINT UNSIGNED NULL COMMENT 'who did',
  PRIMARY KEY (id),
  UNIQUE KEY notification_moment (moment, party),
  KEY notification_changed_by (changed_by),
  CONSTRAINT notification_changed_by FOREIGN KEY (changed_by) REFERENCES account (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='The nine notifications: three moments for three parties';

INSERT INTO notification (id, moment, party, is_on, addressed) VALUES
  (1, 'created', 'organisation', TRUE, 'address'),
  (2, 'created', 'contact', TRUE, 'contact,follower'),
  (3, 'created', 'staff', TRUE, 'follower,responsible,lead,team,everyone'),
  (4, 'changed', 'organisation', TRUE, 'address'),
  (5, 'changed', 'contact', TRUE, 'contact,follower'),
  (6, 'changed', 'staff', TRUE, 'follower,responsible,lead,everyone'),
  (7, 'closed', 'organisation', TRUE, 'address'),
  (8, 'closed', 'contact', TRUE, 'contact,follower'),
  (9, 'closed', 'staff', TRUE, 'follower,responsible');

CREATE TABLE notification_text (
  notification_id TINYINT UNSIGNED NOT NULL COMMENT 'of which notification',
  language VARCHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'en, pl, nb or ru',
  subject VARCHAR(250) NOT NULL COMMENT 'with placeholders in braces',
  body TEXT NOT NULL COMMENT 'plain text with placeholders in braces',
  changed_at DATETIME(6) NOT NULL COMMENT 'when it was edited',
  changed_by BIGINT UNSIGNED NULL COMMENT 'by whom',
  PRIMARY KEY (notification_id, language),
  KEY notification_text_changed_by (changed_by),
  CONSTRAINT notification_text_notification FOREIGN KEY (notification_id) REFERENCES notification (id) ON DELETE CASCADE,
  CONSTRAINT notification_text_changed_by FOREIGN KEY (changed_by) REFERENCES account (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Texts that administrators wrote in place of those that ship with the program';

ALTER TABLE account
  ADD COLUMN IF NOT EXISTS mail_consent BOOLEAN NULL COMMENT 'may notifications be mailed; NULL: never asked, so no' AFTER is_active,
  ADD COLUMN IF NOT EXISTS mail_digest BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'staff: one mail a day in place of one for each change' AFTER mail_consent,
  ADD COLUMN IF NOT EXISTS digest_at DATETIME(6) NULL COMMENT 'up to when the last daily mail told' AFTER mail_digest,
  ADD COLUMN IF NOT EXISTS email_confirmed_at DATETIME(6) NULL COMMENT 'when the person followed a link sent to the present address' AFTER email;

ALTER TABLE organisation
  ADD COLUMN IF NOT EXISTS email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'the firm''s own address for notifications, lower case' AFTER name,
  ADD COLUMN IF NOT EXISTS mail_consent BOOLEAN NULL COMMENT 'may notifications be mailed there; NULL: never asked, so no' AFTER email;

CREATE TABLE consent (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  account_id BIGINT UNSIGNED NULL COMMENT 'whose switch: a person''s',
  organisation_id BIGINT UNSIGNED NULL COMMENT 'or an organisation''s',
  is_given BOOLEAN NOT NULL COMMENT 'switched on or off',
  way ENUM('account_page','link','staff','request','added') NOT NULL COMMENT 'on the account page; by the link in a mail; by staff; by asking for help, which asks for an answer; when staff accounts were made',
  actor_id BIGINT UNSIGNED NULL COMMENT 'who switched it; NULL: whoever had the link, or the program',
  created_at DATETIME(6) NOT NULL COMMENT 'when',
  PRIMARY KEY (id),
  KEY consent_account (account_id, id),
  KEY consent_organisation (organisation_id, id),
  KEY consent_actor (actor_id),
  CONSTRAINT consent_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT consent_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE,
  CONSTRAINT consent_actor FOREIGN KEY (actor_id) REFERENCES account (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Every change of a consent to mail: nothing is ever deleted here but with the person';

INSERT INTO consent (account_id, is_given, way, created_at)
  SELECT id, TRUE, 'added', UTC_TIMESTAMP(6) FROM account
  WHERE mail_consent IS NULL AND role IN ('agent', 'admin')
  AND id NOT IN (SELECT account_id FROM consent WHERE account_id IS NOT NULL);

INSERT INTO consent (account_id, is_given, way, created_at)
  SELECT DISTINCT a.id, TRUE, 'request', UTC_TIMESTAMP(6) FROM account a
  JOIN ticket t ON t.contact_id = a.id AND t.source IN ('form', 'email')
  WHERE a.mail_consent IS NULL AND a.role = 'client'
  AND a.id NOT IN (SELECT account_id FROM consent WHERE account_id IS NOT NULL);

UPDATE account SET mail_consent = TRUE
  WHERE mail_consent IS NULL AND id IN (SELECT account_id FROM consent WHERE is_given AND account_id IS NOT NULL);

ALTER TABLE follower
  ADD COLUMN IF NOT EXISTS added_at DATETIME(6) NULL COMMENT 'since when; NULL: from before that was noted',
  ADD COLUMN IF NOT EXISTS added_by BIGINT UNSIGNED NULL COMMENT 'by whom: by themself, by staff; NULL: the program';

CREATE TABLE account_link (
  token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the token in the mailed address',
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'whose',
  purpose ENUM('password','email') NOT NULL COMMENT 'choose a new password; confirm an address',
  email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'where it was sent, lower case: of purpose email the address that is confirmed',
  created_at DATETIME(6) NOT NULL COMMENT 'when it was sent; good for an hour, for confirming a day',
  PRIMARY KEY (token_hash),
  KEY account_link_account (account_id, purpose),
  KEY account_link_created (created_at),
  CONSTRAINT account_link_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A mailed link that can be used once';
