<?cs # Articles and solved requests of one category.

    Name                           "E-mail"
    Trail.N.Path, .Name            the category around it, or nothing
    Shelves.N.*                    categories within it, see shelf_list in rows.cs, or nothing
    Articles.N.*                   see article_rows in rows.cs
    NextArticles, FirstArticles    "/kb/category/email?articles=17…-12" or nothing
    Lines.N.*                      see archive_rows in rows.cs
    Next, First                    "/kb/category/email?after=17…-1010" or nothing
?><?cs include:"kb/rows.cs" ?><?cs include:"common/search_box.cs" ?><?cs include:"common/frame_top.cs" ?>
<nav class="trail" aria-label="<?cs var:tr("You are here") ?>"><a href="/kb"><?cs var:tr("Knowledge base") ?></a><?cs each:step = Trail ?><?cs call:icon("next") ?><a href="<?cs var:url_validate(step.Path) ?>"><?cs var:step.Name ?></a><?cs /each ?></nav>
<h1><?cs var:Name ?></h1>
<?cs if:subcount(Shelves) > 0 ?><?cs call:shelf_list(Shelves) ?>
<?cs /if ?><?cs if:subcount(Articles) > 0 ?><section class="section" aria-labelledby="articles">
<h2 id="articles"><?cs var:tr("Articles") ?></h2>
<?cs call:article_rows(Articles) ?><?cs call:pager(NextArticles, FirstArticles) ?></section>
<?cs /if ?><?cs if:subcount(Lines) > 0 ?><section class="section" aria-labelledby="solved">
<h2 id="solved"><?cs var:tr("Solved requests") ?></h2>
<?cs call:archive_rows(Lines) ?><?cs call:pager(Next, First) ?></section>
<?cs elif:subcount(Articles) == 0 && subcount(Shelves) == 0 ?><?cs call:empty_state("book", tr("Nothing is released in this category yet."), tr("Articles, and solved requests that may help others, stand here once we release them.")) ?>
<?cs /if ?><?cs call:feed_links(Page.Feeds) ?>
<?cs include:"common/frame_bottom.cs" ?>
