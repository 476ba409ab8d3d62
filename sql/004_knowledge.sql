-- The knowledge base: articles beside the archive, what readers make of them, and the search
-- index's queue.

ALTER TABLE category
  ADD COLUMN parent_id BIGINT UNSIGNED NULL COMMENT 'the wider category, if any',
  ADD COLUMN sort SMALLINT NOT NULL DEFAULT 0 COMMENT 'order among its siblings, then by name',
  ADD CONSTRAINT category_parent FOREIGN KEY (parent_id) REFERENCES category (id);

CREATE TABLE article (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key, in its address: /kb/ID-slug',
  family_id BIGINT UNSIGNED NULL COMMENT 'the first article of its translations; NULL for that one itself',
  language VARCHAR(5) CHARACTER SET ascii NOT NULL COMMENT 'en, pl, nb or ru',
  state ENUM('draft','review','published','retired') NOT NULL DEFAULT 'draft' COMMENT 'only published ones are read',
  audience ENUM('staff','organisation','clients','public') NOT NULL DEFAULT 'staff' COMMENT 'who may read it',
  organisation_id BIGINT UNSIGNED NULL COMMENT 'for the audience organisation: which',
  category_id BIGINT UNSIGNED NULL COMMENT 'what it is about',
  title VARCHAR(250) NOT NULL COMMENT 'heading',
  summary VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'one or two sentences for lists',
  body MEDIUMTEXT NOT NULL COMMENT 'Markdown',
  html MEDIUMTEXT NOT NULL COMMENT 'the body as safe HTML, made when it was stored',
  version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'grows with every change: two editors never overwrite each other',
  author_id BIGINT UNSIGNED NOT NULL COMMENT 'who began it',
  created_at DATETIME(6) NOT NULL COMMENT 'begun',
  updated_at DATETIME(6) NOT NULL COMMENT 'last change of its text',
  publish_at DATETIME(6) NULL COMMENT 'to be published then by the clock',
  published_at DATETIME(6) NULL COMMENT 'first published',
  expire_at DATETIME(6) NULL COMMENT 'to be retired then by the clock',
  PRIMARY KEY (id),
  UNIQUE KEY article_translation (family_id, language),
  KEY article_list (state, audience, published_at, id),
  KEY article_category (category_id, state, published_at, id),
  KEY article_organisation (organisation_id, state, published_at, id),
  KEY article_publish (publish_at),
  KEY article_expire (expire_at),
  KEY article_author (author_id),
  CONSTRAINT article_family FOREIGN KEY (family_id) REFERENCES article (id),
  CONSTRAINT article_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id),
  CONSTRAINT article_category FOREIGN KEY (category_id) REFERENCES category (id),
  CONSTRAINT article_author FOREIGN KEY (author_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='An article of the knowledge base, in one language';

CREATE TABLE article_revision (
  article_id BIGINT UNSIGNED NOT NULL COMMENT 'its article',
  version INT UNSIGNED NOT NULL COMMENT 'the article''s version that this text was',
  title VARCHAR(250) NOT NULL COMMENT 'heading then',
  body MEDIUMTEXT NOT NULL COMMENT 'Markdown then',
  author_id BIGINT UNSIGNED NOT NULL COMMENT 'who wrote it',
  reason VARCHAR(250) NOT NULL DEFAULT '' COMMENT 'why, in the author''s words',
  created_at DATETIME(6) NOT NULL COMMENT 'when',
  PRIMARY KEY (article_id, version),
  KEY article_revision_author (author_id),
  CONSTRAINT article_revision_article FOREIGN KEY (article_id) REFERENCES article (id),
  CONSTRAINT article_revision_author FOREIGN KEY (author_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='What an article said before';

CREATE TABLE article_tag (
  article_id BIGINT UNSIGNED NOT NULL COMMENT 'the article',
  tag VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'a word in lower case',
  PRIMARY KEY (article_id, tag),
  KEY article_tag_tag (tag, article_id),
  CONSTRAINT article_tag_article FOREIGN KEY (article_id) REFERENCES article (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Words that group articles';

CREATE TABLE article_related (
  article_id BIGINT UNSIGNED NOT NULL COMMENT 'the article',
  other_id BIGINT UNSIGNED NOT NULL COMMENT 'one that its editors point to',
  sort SMALLINT NOT NULL COMMENT 'order of listing',
  PRIMARY KEY (article_id, other_id),
  KEY article_related_other (other_id),
  CONSTRAINT article_related_article FOREIGN KEY (article_id) REFERENCES article (id),
  CONSTRAINT article_related_other FOREIGN KEY (other_id) REFERENCES article (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Related articles that were chosen by hand';

CREATE TABLE article_ticket (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key',
  article_id BIGINT UNSIGNED NOT NULL COMMENT 'the article',
  ticket_id BIGINT UNSIGNED NULL COMMENT 'the ticket; NULL when the answer came before one was opened',
  kind ENUM('source','answer','deflected') NOT NULL COMMENT 'it was born from the ticket; it was given as an answer; its reader needed no ticket',
  account_id BIGINT UNSIGNED NULL COMMENT 'who gave it, or whom it helped',
  created_at DATETIME(6) NOT NULL COMMENT 'when',
  PRIMARY KEY (id),
  UNIQUE KEY article_ticket_once (article_id, ticket_id, kind),
  KEY article_ticket_ticket (ticket_id),
  KEY article_ticket_account (account_id),
  CONSTRAINT article_ticket_article FOREIGN KEY (article_id) REFERENCES article (id),
  CONSTRAINT article_ticket_ticket FOREIGN KEY (ticket_id) REFERENCES ticket (id),
  CONSTRAINT article_ticket_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Which tickets an article came from and which it answered';

CREATE TABLE article_file (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key, in the picture''s address',
  article_id BIGINT UNSIGNED NOT NULL COMMENT 'its article, by which its visibility goes',
  file_id BIGINT UNSIGNED NOT NULL COMMENT 'its content',
  name VARCHAR(250) NOT NULL COMMENT 'the file''s name, made safe',
  created_at DATETIME(6) NOT NULL COMMENT 'when it was added',
  PRIMARY KEY (id),
  KEY article_file_article (article_id),
  KEY article_file_file (file_id),
  CONSTRAINT article_file_article FOREIGN KEY (article_id) REFERENCES article (id),
  CONSTRAINT article_file_file FOREIGN KEY (file_id) REFERENCES file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='A picture or file of an article';

CREATE TABLE article_stat (
  article_id BIGINT UNSIGNED NOT NULL COMMENT 'the article; no foreign key, so that readers never wait for editors',
  slot TINYINT UNSIGNED NOT NULL COMMENT 'one of a few rows, by chance',
  views BIGINT NOT NULL DEFAULT 0 COMMENT 'times it was opened',
  helped BIGINT NOT NULL DEFAULT 0 COMMENT 'readers who said yes',
  failed BIGINT NOT NULL DEFAULT 0 COMMENT 'readers who said no',
  PRIMARY KEY (article_id, slot)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Counts of an article: the sum over the slots is meant';

CREATE TABLE article_vote (
  article_id BIGINT UNSIGNED NOT NULL COMMENT 'the article',
  reader_hash BINARY(32) NOT NULL COMMENT 'keyed hash of account or address and browser; replaced by chance after 30 days',
  helped BOOLEAN NOT NULL COMMENT 'did it help?',
  reason VARCHAR(1000) NOT NULL DEFAULT '' COMMENT 'what the reader said of it',
  created_at DATETIME(6) NOT NULL COMMENT 'when',
  PRIMARY KEY (article_id, reader_hash),
  KEY article_vote_created (created_at),
  CONSTRAINT article_vote_article FOREIGN KEY (article_id) REFERENCES article (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Did this help? One answer a reader';

CREATE TABLE search_miss (
  query_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the folded words',
  query VARCHAR(200) NOT NULL COMMENT 'what was searched for, as last typed',
  times INT UNSIGNED NOT NULL COMMENT 'how often nothing was found',
  searched_at DATETIME(6) NOT NULL COMMENT 'last time',
  PRIMARY KEY (query_hash),
  KEY search_miss_times (times, searched_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Searches that found nothing: the list of articles to write';

CREATE TABLE ticket_link (
  from_id BIGINT UNSIGNED NOT NULL COMMENT 'a ticket in which somebody pointed to another',
  to_id BIGINT UNSIGNED NOT NULL COMMENT 'the ticket pointed to: the more, the more useful it is',
  created_at DATETIME(6) NOT NULL COMMENT 'when, first',
  PRIMARY KEY (from_id, to_id),
  KEY ticket_link_to (to_id, created_at),
  CONSTRAINT ticket_link_from FOREIGN KEY (from_id) REFERENCES ticket (id),
  CONSTRAINT ticket_link_to FOREIGN KEY (to_id) REFERENCES ticket (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Tickets that were given as an answer to others';

CREATE TABLE index_queue (
  kind ENUM('ticket','article') NOT NULL COMMENT 'what changed',
  document_id BIGINT UNSIGNED NOT NULL COMMENT 'its key; no foreign key: it may be gone, and is then taken out of the index',
  version BIGINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'grows while it waits: a row is deleted only as it was read',
  available_at DATETIME(6) NOT NULL COMMENT 'not before then: leases and pauses after failures',
  attempts INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'failed tries; after ten it waits for staff',
  error VARCHAR(500) NULL COMMENT 'what the last try met',
  PRIMARY KEY (kind, document_id),
  KEY index_queue_available (available_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='What the search index has to read anew, written in the transaction of the change';
