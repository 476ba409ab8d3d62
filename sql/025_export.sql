-- Exports for reporting: what changed since a time, who may export an organisation's tickets, and
-- large exports as jobs.

ALTER TABLE ticket
  ADD COLUMN changed_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6) COMMENT 'last change of any kind, seen by its client or not: what exports go by',
  ADD COLUMN reopen_count SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how often it went on after it had been solved or closed',
  ADD KEY ticket_changed_any (changed_at, id),
  ADD KEY ticket_created (created_at, id),
  ADD KEY ticket_solved (solved_at);

UPDATE ticket t LEFT JOIN (
    SELECT e.about_id, COUNT(*) AS times FROM event e
      JOIN status b ON b.code = e.before_value JOIN status a ON a.code = e.after_value
      WHERE e.about = 'ticket' AND e.kind = 'status' AND b.class IN ('solved', 'closed', 'rejected')
        AND a.class NOT IN ('solved', 'closed', 'rejected') GROUP BY e.about_id) r ON r.about_id = t.id
  SET t.changed_at = t.updated_at, t.reopen_count = COALESCE(r.times, 0);

ALTER TABLE account
  ADD COLUMN is_manager BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'of a client: sees and exports all tickets of their organisation';

CREATE TABLE export_job (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key, in the file''s address',
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'who asked for it, and alone may have it',
  format ENUM('xml','csv','jsonl') NOT NULL COMMENT 'how the file is written',
  with_mark BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'CSV: begins with a byte order mark',
  with_messages BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'messages, too',
  since DATETIME(6) NULL COMMENT 'only what changed then or later',
  created_from DATETIME(6) NULL COMMENT 'only what was opened then or later',
  created_before DATETIME(6) NULL COMMENT 'only what was opened before then',
  type_id BIGINT UNSIGNED NULL COMMENT 'only of this type',
  status_id BIGINT UNSIGNED NULL COMMENT 'only in this status',
  category_id BIGINT UNSIGNED NULL COMMENT 'only of this category',
  organisation_id BIGINT UNSIGNED NULL COMMENT 'only of this organisation',
  team_id BIGINT UNSIGNED NULL COMMENT 'only of this team',
  for_staff BOOLEAN NOT NULL COMMENT 'holds what staff alone may see',
  state ENUM('waiting','running','done','failed') NOT NULL DEFAULT 'waiting' COMMENT 'where it stands',
  available_at DATETIME(6) NOT NULL COMMENT 'not to be taken up before then: the lease of who is at work, or a pause after a failure',
  lease INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'grows each time it is taken up: who holds an older one has lost it',
  attempts INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how often it was taken up',
  tickets BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'written so far',
  size BIGINT UNSIGNED NULL COMMENT 'bytes of the file; NULL while there is none',
  file VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'its name in the instance''s folder exports',
  error VARCHAR(500) NULL COMMENT 'what the last try met',
  created_at DATETIME(6) NOT NULL COMMENT 'asked for',
  finished_at DATETIME(6) NULL COMMENT 'the file was there',
  PRIMARY KEY (id),
  KEY export_job_account (account_id, id),
  KEY export_job_next (state, available_at, id),
  KEY export_job_created (created_at),
  CONSTRAINT export_job_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Exports that are written into a file in the background';
