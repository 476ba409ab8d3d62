-- What finding needs beside the index: links whose target has not been imported yet, and requests
-- that a solved ticket made needless.

CREATE TABLE ticket_link_waiting (
  from_id BIGINT UNSIGNED NOT NULL COMMENT 'a ticket in which somebody pointed to another',
  to_ref VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'name of the other in the system both came from; becomes a ticket_link when it is imported',
  created_at DATETIME(6) NOT NULL COMMENT 'when, first',
  PRIMARY KEY (from_id, to_ref),
  KEY ticket_link_waiting_ref (to_ref),
  CONSTRAINT ticket_link_waiting_from FOREIGN KEY (from_id) REFERENCES ticket (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Imported links whose target is not there yet';

CREATE TABLE ticket_helped (
  ticket_id BIGINT UNSIGNED NOT NULL COMMENT 'a solved ticket that answered somebody''s question',
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'who needed no ticket of their own then; counts once',
  created_at DATETIME(6) NOT NULL COMMENT 'when',
  PRIMARY KEY (ticket_id, account_id),
  KEY ticket_helped_account (account_id),
  CONSTRAINT ticket_helped_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id),
  CONSTRAINT ticket_helped_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Requests that a solved ticket made needless';
