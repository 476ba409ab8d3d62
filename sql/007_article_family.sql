-- An article's family is found by one key, and holds each language once: the first of a family
-- names itself.

UPDATE article SET family_id = id WHERE family_id IS NULL;

ALTER TABLE article
  MODIFY family_id BIGINT UNSIGNED NULL COMMENT 'the first article of its translations: for that one itself; NULL counts as that';
