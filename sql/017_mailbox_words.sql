-- The setting that names the helper program is intake.token_command.

ALTER TABLE mailbox
  MODIFY sign_in ENUM('password','token') NOT NULL DEFAULT 'password' COMMENT 'password, or an OAuth2 token that intake.token_command prints';
