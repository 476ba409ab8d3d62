<?cs # One version of an article beside the one before.

    Page.Title                     "Version 3 of “Blank receipts”"
    Article.Title, .Language, .Path      "Blank receipts", "en", "/desk/articles/12"
    Revision.Version, .Author, .Reason, .At.*      "3", "Anna", "clearer" or "", a time
    Before.Version                 "2", or nothing: it is the first
    Diff.N.*                       see diff_lines in article_parts.cs
    Again                          "/desk/articles/12?from=3"
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"desk/article_parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<nav class="trail" aria-label="<?cs var:tr("You are here") ?>"><a href="/desk/articles"><?cs var:tr("Articles") ?></a><?cs call:icon("next") ?><a href="<?cs var:url_validate(Article.Path) ?>" lang="<?cs var:Article.Language ?>"><?cs var:Article.Title ?></a><?cs call:icon("next") ?><a href="<?cs var:url_validate(Article.Path) ?>/history"><?cs var:tr("History") ?></a></nav>
<h1><?cs var:Page.Title ?></h1>
<p class="muted"><?cs var:Revision.Author ?>, <?cs call:time_full(Revision.At) ?><?cs if:string.length(Revision.Reason) ?>: <?cs var:Revision.Reason ?><?cs /if ?></p>
<p class="small muted"><?cs if:?Before.Version ?><?cs var:tr1("Compared with version %1.", Before.Version) ?><?cs else ?><?cs var:tr("This is the first version.") ?><?cs /if ?></p>
<?cs call:diff_lines(Diff) ?>
<p class="section"><a class="button" href="<?cs var:url_validate(Again) ?>"><?cs call:icon("back") ?><?cs var:tr("Write on from this version") ?></a></p>
<?cs include:"common/frame_bottom.cs" ?>
