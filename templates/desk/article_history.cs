<?cs # Who wrote what when.

    Article.Title, .Language, .Path      "Blank receipts", "en", "/desk/articles/12"
    Revisions.N.Version, .Title, .Author, .Reason, .At.*, .Path      "3", "Blank receipts", "Anna", "clearer" or "", a time, "/desk/articles/12/history/3"
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<nav class="trail" aria-label="<?cs var:tr("You are here") ?>"><a href="/desk/articles"><?cs var:tr("Articles") ?></a><?cs call:icon("next") ?><a href="<?cs var:url_validate(Article.Path) ?>" lang="<?cs var:Article.Language ?>"><?cs var:Article.Title ?></a></nav>
<h1><?cs var:Page.Title ?></h1>
<ul class="rows"><?cs each:revision = Revisions ?>
<li class="row"><span class="number muted"><?cs var:revision.Version ?></span><a href="<?cs var:url_validate(revision.Path) ?>"><?cs if:string.length(revision.Reason) ?><?cs var:revision.Reason ?><?cs else ?><?cs var:revision.Title ?><?cs /if ?></a><span class="small muted"><?cs call:time_short(revision.At) ?></span><span class="meta"><span><?cs var:revision.Author ?></span></span></li><?cs /each ?>
</ul>
<?cs include:"common/frame_bottom.cs" ?>
