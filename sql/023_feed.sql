-- Feeds of what only some may see: secret addresses, which their owners make and take back.

CREATE TABLE feed_address (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key, in the addresses of the account page',
  account_id BIGINT UNSIGNED NOT NULL COMMENT 'whose feed it is: it shows what this account may see at that moment',
  kind ENUM('own','organisation','queue') NOT NULL COMMENT 'the account''s own tickets, its organisation''s, or a queue of staff',
  queue VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'of the kind queue: its name in addresses: mine, open, status-solved; else empty',
  token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the address''s secret; the secret itself is kept nowhere',
  seed BINARY(16) NOT NULL COMMENT 'chance from which, with the instance''s secret key, the secret is made again for its owner',
  created_at DATETIME(6) NOT NULL COMMENT 'when it was made',
  used_at DATETIME(6) NULL COMMENT 'last use, to the hour',
  PRIMARY KEY (id),
  UNIQUE KEY feed_address_token (token_hash),
  UNIQUE KEY feed_address_once (account_id, kind, queue),
  CONSTRAINT feed_address_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Secret address of a private feed; gone when it is taken back';
