-- What every instance begins with: types, statuses, workflow and the three forms.

INSERT INTO ticket_type (id, code, name, icon, sort) VALUES
  (1, 'problem', /* TR */ 'Problem', 'problem', 1),
  (2, 'question', /* TR */ 'Question', 'question', 2),
  (3, 'wish', /* TR */ 'Wish', 'wish', 3);

INSERT INTO status (id, code, name, class, sort) VALUES
  (1, 'new', /* TR */ 'New', 'new', 1),
  (2, 'accepted', /* TR */ 'Accepted', 'open', 2),
  (3, 'in_progress', /* TR */ 'In progress', 'open', 3),
  (4, 'waiting_client', /* TR */ 'Waiting for client', 'waiting_client', 4),
  (5, 'waiting_other', /* TR */ 'Waiting for others', 'waiting_other', 5),
  (6, 'solved', /* TR */ 'Solved', 'solved', 6),
  (7, 'closed', /* TR */ 'Closed', 'closed', 7),
  (8, 'rejected', /* TR */ 'Rejected', 'rejected', 8);

INSERT INTO status_transition (type_id, from_id, to_id)
  SELECT t.id, f.id, s.id FROM ticket_type t JOIN status f JOIN status s
  WHERE (f.id = 1 AND s.id IN (2, 3, 4, 5, 6, 8))
     OR (f.id = 2 AND s.id IN (3, 4, 5, 6, 8))
     OR (f.id = 3 AND s.id IN (4, 5, 6, 8))
     OR (f.id = 4 AND s.id IN (3, 5, 6, 8))
     OR (f.id = 5 AND s.id IN (3, 4, 6, 8))
     OR (f.id = 6 AND s.id IN (3, 7))
     OR (f.id = 7 AND s.id = 3)
     OR (f.id = 8 AND s.id = 3);

INSERT INTO form (id, code, type_id, name, summary, sort) VALUES
  (1, 'problem', 1, /* TR */ 'Report a problem', /* TR */ 'Something that worked has stopped working', 1),
  (2, 'question', 2, /* TR */ 'Ask a question', /* TR */ 'How do I, where is, what does it mean', 2),
  (3, 'wish', 3, /* TR */ 'Suggest a change', /* TR */ 'New text on the site, a report, an idea', 3);

INSERT INTO form_field (form_id, code, kind, label, help, is_required, max_length, sort) VALUES
  (1, 'subject', 'subject', /* TR */ 'In a few words', /* TR */ 'For example: the till prints blank receipts', TRUE, 200, 1),
  (1, 'happened', 'body', /* TR */ 'What happened?', /* TR */ 'What did you do, and what did you see?', TRUE, 20000, 2),
  (1, 'expected', 'text', /* TR */ 'What did you expect?', '', FALSE, 5000, 3),
  (1, 'where', 'line', /* TR */ 'Where?', /* TR */ 'The page, device or place', FALSE, 200, 4),
  (1, 'since', 'line', /* TR */ 'Since when?', /* TR */ 'For example: since this morning', FALSE, 200, 5),
  (1, 'extent', 'choice', /* TR */ 'How much does it hold you up?', '', FALSE, 40, 6),
  (1, 'files', 'files', /* TR */ 'Pictures and files', /* TR */ 'A screenshot often says more than words.', FALSE, 0, 7),
  (2, 'subject', 'subject', /* TR */ 'Your question', /* TR */ 'For example: can two people share one mailbox?', TRUE, 200, 1),
  (2, 'details', 'body', /* TR */ 'Tell us more', /* TR */ 'What do you want to do, and what have you tried?', TRUE, 20000, 2),
  (2, 'where', 'line', /* TR */ 'Where?', /* TR */ 'The page, device or place', FALSE, 200, 3),
  (2, 'files', 'files', /* TR */ 'Pictures and files', '', FALSE, 0, 4),
  (3, 'subject', 'subject', /* TR */ 'What would you like?', /* TR */ 'For example: opening hours on the page of our store', TRUE, 200, 1),
  (3, 'details', 'body', /* TR */ 'Describe it', /* TR */ 'What should be different, and for whom?', TRUE, 20000, 2),
  (3, 'reason', 'text', /* TR */ 'What will it make better?', '', FALSE, 5000, 3),
  (3, 'where', 'line', /* TR */ 'Where?', /* TR */ 'The page, device or place', FALSE, 200, 4),
  (3, 'priority', 'priority', /* TR */ 'How urgent is it?', '', FALSE, 0, 5),
  (3, 'files', 'files', /* TR */ 'Pictures and files', '', FALSE, 0, 6);

INSERT INTO form_choice (field_id, code, label, sort)
  SELECT f.id, c.code, c.label, c.sort FROM form_field f JOIN (
    SELECT 'stops' code, /* TR */ 'I can''t work at all' label, 1 sort
    UNION ALL SELECT 'slows', /* TR */ 'I can work, but with trouble', 2
    UNION ALL SELECT 'little', /* TR */ 'It is a small thing', 3) c
  WHERE f.form_id = 1 AND f.code = 'extent';
