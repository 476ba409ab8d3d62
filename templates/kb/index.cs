<?cs # The knowledge base: what it holds, by category, and what came last.

    Total, TotalShown                  "4212", "4,212": solved requests that the viewer may read
    Categories.N.Path, .Name, .Count   "/kb/category/email", "E-mail", "1,204"
    Lines.N.*                          see archive_rows in rows.cs
    Next, First                        "/kb?after=17…-1010" or nothing
?><?cs include:"kb/rows.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:tr("Knowledge base") ?></h1>
<?cs if:subcount(Lines) > 0 ?><p class="muted"><?cs var:trn("%d solved request is released to read and learn from.", "%d solved requests are released to read and learn from.", #Total) ?></p>
<?cs if:subcount(Categories) > 0 && !string.length(First) ?><section aria-labelledby="categories">
<h2 id="categories"><?cs var:tr("Categories") ?></h2>
<ul class="shelves"><?cs each:category = Categories ?>
<li><a href="<?cs var:url_validate(category.Path) ?>"><span><?cs var:category.Name ?></span> <span class="number muted"><?cs var:category.Count ?></span></a></li><?cs /each ?>
</ul>
</section>
<?cs /if ?><section class="section" aria-labelledby="newest">
<h2 id="newest"><?cs var:tr("Solved lately") ?></h2>
<?cs call:archive_rows(Lines) ?><?cs call:pager(Next, First) ?></section>
<?cs else ?><?cs call:empty_state("book", tr("Nothing is released yet."), tr("Solved requests that may help others stand here once we release them.")) ?>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
