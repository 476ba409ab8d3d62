<?cs # What articles are worth: what waits, what is searched for in vain, what doesn't help, what is read.

    Page.Title                             "What articles are worth"
    Waiting.N.*, LeastHelpful.N.*, Reopened.N.*, MostRead.N.*     see article_table in article_parts.cs
    Misses.N.Query, .Times, .At.*          "blank receipts", "7", a time
?><?cs include:"common/parts.cs" ?><?cs include:"desk/article_parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/desk/articles"><?cs var:tr("Articles") ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<div class="section"><h2 id="misses"><?cs var:tr("Searched for in vain") ?></h2>
<p class="muted"><?cs var:tr("The list of articles to write. Words that may tell of a person are not kept.") ?></p>
<?cs if:subcount(Misses) > 0 ?><div class="scroll" tabindex="0" role="region" aria-label="<?cs var:tr("Searched for in vain") ?>"><table><thead><tr><th scope="col"><?cs var:tr("Words") ?></th><th scope="col"><?cs var:tr("Times") ?></th><th scope="col"><?cs var:tr("Last") ?></th></tr></thead><tbody><?cs each:miss = Misses ?>
<tr><td><a href="/kb/search?q=<?cs var:url_escape(miss.Query) ?>"><?cs var:miss.Query ?></a></td><td class="number"><?cs var:miss.Times ?></td><td><?cs call:time_short(miss.At) ?></td></tr><?cs /each ?>
</tbody></table></div>
<?cs else ?><?cs call:empty_state("search", tr("Every search has found something"), "") ?><?cs /if ?></div>
<div class="section"><h2 id="waiting"><?cs var:tr("Waiting to be finished") ?></h2>
<?cs if:subcount(Waiting) > 0 ?><?cs call:article_table(Waiting, "state", tr("Waiting to be finished")) ?><?cs else ?><?cs call:empty_state("check", tr("No draft is waiting"), "") ?><?cs /if ?></div>
<div class="section"><h2 id="least"><?cs var:tr("Least helpful") ?></h2>
<?cs if:subcount(LeastHelpful) > 0 ?><?cs call:article_table(LeastHelpful, "votes", tr("Least helpful")) ?><?cs else ?><?cs call:empty_state("check", tr("Nobody has said that an article doesn't help"), "") ?><?cs /if ?></div>
<div class="section"><h2 id="reopened"><?cs var:tr("Their tickets came back") ?></h2>
<?cs if:subcount(Reopened) > 0 ?><?cs call:article_table(Reopened, "reopened", tr("Their tickets came back")) ?><?cs else ?><?cs call:empty_state("check", tr("No ticket came back after an article was given as its answer"), "") ?><?cs /if ?></div>
<div class="section"><h2 id="most"><?cs var:tr("Most read") ?></h2>
<?cs if:subcount(MostRead) > 0 ?><?cs call:article_table(MostRead, "read", tr("Most read")) ?><?cs else ?><?cs call:empty_state("book", tr("Nothing was read yet"), "") ?><?cs /if ?></div>
<?cs include:"common/frame_bottom.cs" ?>
