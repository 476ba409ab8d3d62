<?cs # The knowledge base: search, then articles by category, newest, most helpful; then solved requests.

    Total, TotalShown, TotalArticles   "4212", "4,212": solved requests that the viewer may read; "36"
    Shelves.N.*                        see shelf_list in rows.cs; nothing on later pages
    Newest.N.*, Helpful.N.*            see article_rows in rows.cs; likewise
    Lines.N.*                          see archive_rows in rows.cs
    Next, First                        "/kb?after=17…-1010" or nothing
?><?cs include:"kb/rows.cs" ?><?cs include:"common/search_box.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:tr("Knowledge base") ?></h1>
<?cs call:search_box("", tr("What do you need help with?"), "") ?>
<?cs if:subcount(Shelves) > 0 ?><section class="section" aria-labelledby="categories">
<h2 id="categories"><?cs var:tr("Categories") ?></h2>
<?cs call:shelf_list(Shelves) ?></section>
<?cs /if ?><?cs if:subcount(Newest) > 0 || subcount(Helpful) > 0 ?><div class="section two-columns"><?cs if:subcount(Helpful) > 0 ?>
<section aria-labelledby="helpful"><h2 id="helpful"><?cs var:tr("Most helpful") ?></h2>
<?cs call:article_rows(Helpful) ?></section><?cs /if ?><?cs if:subcount(Newest) > 0 ?>
<section aria-labelledby="fresh"><h2 id="fresh"><?cs var:tr("New articles") ?></h2>
<?cs call:article_rows(Newest) ?></section><?cs /if ?></div>
<?cs /if ?><?cs if:subcount(Lines) > 0 ?><section class="section" aria-labelledby="newest">
<h2 id="newest"><?cs var:tr("Solved lately") ?></h2>
<?cs if:#Total > 0 ?><p class="muted"><?cs var:trn("%d solved request is released to read and learn from.", "%d solved requests are released to read and learn from.", #Total) ?></p>
<?cs /if ?><?cs call:archive_rows(Lines) ?><?cs call:pager(Next, First) ?></section>
<?cs elif:subcount(Newest) == 0 ?><?cs call:empty_state("book", tr("Nothing is released yet."), tr("Articles, and solved requests that may help others, stand here once we release them.")) ?>
<?cs /if ?><?cs call:feed_links(Page.Feeds) ?>
<?cs include:"common/frame_bottom.cs" ?>
