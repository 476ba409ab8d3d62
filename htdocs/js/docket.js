// What scripts add to pages that work without them. One module a thing; each looks for its own marks in the page.
import { guardAgainstSendingTwice } from './once.js';
import { keepDrafts } from './drafts.js';
import { goToFirstError } from './errors.js';
import { takeDroppedFiles } from './uploads.js';
import { suggestAnswers } from './suggest.js';
import { walkByKeys } from './keys.js';
import { markFindings, previewWhileWriting } from './editor.js';
import { pickArticles } from './picker.js';
import { unfoldInPlace } from './unfold.js';

keepDrafts(document);
takeDroppedFiles(document);
guardAgainstSendingTwice(document);
suggestAnswers(document);
walkByKeys(document);
previewWhileWriting(document);
markFindings(document);
pickArticles(document);
unfoldInPlace(document);
goToFirstError(document);
