<?cs # Solved requests of one category.

    Name             "E-mail"
    Lines.N.*        see archive_rows in rows.cs
    Next, First      "/kb/category/email?after=17…-1010" or nothing
?><?cs include:"kb/rows.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/kb"><?cs var:tr("Knowledge base") ?></a></p>
<h1><?cs var:Name ?></h1>
<?cs if:subcount(Lines) > 0 ?><?cs call:archive_rows(Lines) ?><?cs call:pager(Next, First) ?>
<?cs else ?><?cs call:empty_state("book", tr("Nothing is released in this category yet."), tr("Solved requests that may help others stand here once we release them.")) ?>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
