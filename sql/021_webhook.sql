-- Other systems that are told of incidents, and each call to them.

CREATE TABLE webhook (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  url VARCHAR(500) NOT NULL COMMENT 'where it is called, http or https',
  secret VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'key of the signature: the receiver has it, too',
  is_active BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'called; else its calls are dropped',
  includes_private BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'is told of what only some may see, too',
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'who set it up',
  created_at DATETIME(6) NOT NULL COMMENT 'when',
  PRIMARY KEY (id),
  KEY webhook_account (account_id),
  CONSTRAINT webhook_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Another system that is told of incidents and maintenance';

CREATE TABLE webhook_call (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key; the receiver knows a call that comes again by it',
  webhook_id BIGINT UNSIGNED NOT NULL COMMENT 'whom it is for',
  update_id BIGINT UNSIGNED NOT NULL COMMENT 'the update it tells of',
  payload MEDIUMTEXT NOT NULL COMMENT 'the body, JSON: made when the update was, so that each try sends the same',
  state ENUM('waiting','sending','sent','failed','dropped') NOT NULL DEFAULT 'waiting' COMMENT 'failed ones wait for staff',
  not_before DATETIME(6) NOT NULL COMMENT 'since when it should be on its way',
  due_at DATETIME(6) NOT NULL COMMENT 'waiting: the next try; sending: the end of the lease',
  attempts INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'times it was claimed',
  fence BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'grows with each claim: who claimed earlier can''t record any more',
  error VARCHAR(500) NULL COMMENT 'why it is not done yet',
  answer SMALLINT UNSIGNED NULL COMMENT 'status of the last answer',
  took_ms INT UNSIGNED NULL COMMENT 'how long the last try took',
  created_at DATETIME(6) NOT NULL COMMENT 'when the change happened',
  sent_at DATETIME(6) NULL COMMENT 'when the receiver took it',
  PRIMARY KEY (id),
  KEY webhook_call_due (state, due_at),
  KEY webhook_call_webhook (webhook_id, id),
  KEY webhook_call_update (update_id),
  CONSTRAINT webhook_call_webhook FOREIGN KEY (webhook_id) REFERENCES webhook (id) ON DELETE CASCADE,
  CONSTRAINT webhook_call_update FOREIGN KEY (update_id) REFERENCES incident_update (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A call to another system, written in the transaction of the update';
