-- Articles that are alike, as the search index finds them; votes counted for the list of the most
-- helpful; and how many of an article's votes came from one network in a day.

CREATE TABLE article_alike (
  article_id BIGINT UNSIGNED NOT NULL COMMENT 'the article',
  other_id BIGINT UNSIGNED NOT NULL COMMENT 'one that the search index finds for its text',
  sort SMALLINT NOT NULL COMMENT 'order: the most alike first',
  PRIMARY KEY (article_id, other_id),
  KEY article_alike_other (other_id),
  CONSTRAINT article_alike_article FOREIGN KEY (article_id) REFERENCES article (id),
  CONSTRAINT article_alike_other FOREIGN KEY (other_id) REFERENCES article (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Articles that are alike, found by the indexer';

CREATE TABLE article_alike_due (
  article_id BIGINT UNSIGNED NOT NULL COMMENT 'what is like it has to be looked for anew; no foreign key, as index_queue',
  version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'grows while it waits: a row is deleted only as it was read',
  is_changed BOOLEAN NOT NULL COMMENT 'the article itself changed, so those that are like it follow',
  PRIMARY KEY (article_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='Articles whose like ones the indexer has to look for';

INSERT INTO article_alike_due (article_id, is_changed)
  SELECT id, TRUE FROM article WHERE state = 'published';

CREATE TABLE article_score (
  article_id BIGINT UNSIGNED NOT NULL COMMENT 'the article; no foreign key, as article_stat',
  helped BIGINT NOT NULL COMMENT 'sum of article_stat',
  failed BIGINT NOT NULL COMMENT 'sum of article_stat',
  score DOUBLE NOT NULL COMMENT 'lower bound of the share of yes (Wilson''s interval, 95 %); 0 without a yes',
  PRIMARY KEY (article_id),
  KEY article_score_best (score, article_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='An article''s votes, summed whenever one comes';

INSERT INTO article_score (article_id, helped, failed, score)
  SELECT s.article_id, s.helped, s.failed, IF(s.helped > 0,
    (s.helped + 1.9208 - 1.96 * SQRT(s.helped * s.failed / (s.helped + s.failed) + 0.9604)) / (s.helped + s.failed + 3.8416), 0)
  FROM (SELECT article_id, SUM(helped) AS helped, SUM(failed) AS failed FROM article_stat GROUP BY article_id) s
  WHERE s.helped + s.failed > 0;

ALTER TABLE article_vote
  ADD COLUMN network_hash BINARY(32) NULL COMMENT 'keyed hash of network and day, so that one network has only so many votes a day; NULL for accounts, and after 30 days' AFTER reader_hash,
  ADD KEY article_vote_network (article_id, network_hash);
