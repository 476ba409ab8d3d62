<?cs # Who wrote what when.

    Article.Title, .Language, .Path      "Blank receipts", "en", "/desk/articles/12"
    Revisions.N.Version, .Title, .Author, .Reason, .At.*, .Path      "3", "Blank receipts", "Anna", "clearer" or "", a time, "/desk/articles/12/history/3"
    Events.N.…     what happened to it, newest first, see desk/parts.cs
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/trusted.cs" ?><?cs include:"desk/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<nav class="trail" aria-label="<?cs var:tr("You are here") ?>"><a href="/desk/articles"><?cs var:tr("Articles") ?></a><?cs call:icon("next") ?><a href="<?cs var:url_validate(Article.Path) ?>" lang="<?cs var:Article.Language ?>"><?cs var:Article.Title ?></a></nav>
<h1><?cs var:Page.Title ?></h1>
<section aria-labelledby="texts"><h2 id="texts"><?cs var:tr("Texts") ?></h2>
<ul class="rows"><?cs each:revision = Revisions ?>
<li class="row"><span class="number muted"><?cs var:revision.Version ?></span><a href="<?cs var:url_validate(revision.Path) ?>"><?cs if:string.length(revision.Reason) ?><?cs var:revision.Reason ?><?cs else ?><?cs var:revision.Title ?><?cs /if ?></a><span class="small muted"><?cs call:time_short(revision.At) ?></span><span class="meta"><span><?cs var:revision.Author ?></span></span></li><?cs /each ?>
</ul></section>
<?cs if:subcount(Events) > 0 ?><section class="section" aria-labelledby="happened"><h2 id="happened"><?cs var:tr("What happened") ?></h2>
<ol class="timeline"><?cs each:event = Events ?><?cs call:event_line(event) ?><?cs /each ?></ol></section>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
