-- What articles need beyond their first tables: events, indexes for their lists, votes that forget
-- who gave them.

ALTER TABLE event
  MODIFY about ENUM('ticket','account','organisation','team','instance','article') NOT NULL COMMENT 'what changed',
  MODIFY version INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the ticket''s or article''s version after the change';

ALTER TABLE article
  ADD KEY article_newest (state, published_at, id),
  ADD KEY article_count (state, audience, organisation_id, category_id),
  ADD KEY article_changed (updated_at, id),
  ADD KEY article_changed_state (state, updated_at, id);

ALTER TABLE article_revision
  ADD COLUMN summary VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'summary then' AFTER title;

ALTER TABLE article_vote
  ADD COLUMN is_anonymous BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'reader_hash is chance by now and tells nothing',
  DROP KEY article_vote_created,
  ADD KEY article_vote_age (is_anonymous, created_at);
