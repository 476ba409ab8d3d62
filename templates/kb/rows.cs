<?cs # Macros of the knowledge base's pages.

    archive_rows(lines)     lines.N.Path "/kb/H1010-two-people-one-mailbox", .Subject, .Number, .Icon
                            "question", .Type "Question", .Category "E-mail" or "", .Language "en",
                            .HasSolution "1" or nothing, .At.*
    article_rows(lines)     lines.N.Path "/kb/12-blank-receipts", .Title, .Summary or "", .Category
                            "Tills" or "", .Language "en", .LanguageName "Polski" or nothing
    shelf_list(shelves)     N.Path, .Name, .Articles "12", .Requests "1204", .Within.M.Path, .Name
?><?cs include:"common/parts.cs" ?><?cs
def:archive_rows(lines) ?><ul class="rows"><?cs each:line = lines ?>
<li class="row"><span><?cs call:type_icon(line.Icon, line.Type) ?></span><a href="<?cs var:url_validate(line.Path) ?>" lang="<?cs var:line.Language ?>"><?cs var:line.Subject ?></a><span class="small muted"><?cs call:time_short(line.At) ?></span>
<span class="meta"><span class="number"><?cs var:line.Number ?></span><?cs if:string.length(line.Category) ?> <span><?cs var:line.Category ?></span><?cs /if ?><?cs if:?line.HasSolution ?> <span><?cs var:tr("with solution") ?></span><?cs /if ?></span></li><?cs /each ?>
</ul>
<?cs /def ?><?cs

def:article_rows(lines) ?><ul class="rows"><?cs each:line = lines ?>
<li class="row"><span><?cs call:icon("book") ?></span><span lang="<?cs var:line.Language ?>"><a href="<?cs var:url_validate(line.Path) ?>"><?cs var:line.Title ?></a><?cs if:string.length(line.Summary) ?><span class="summary"><?cs var:line.Summary ?></span><?cs /if ?></span><span class="small muted"><?cs if:?line.LanguageName ?><?cs var:line.LanguageName ?><?cs /if ?></span></li><?cs /each ?>
</ul>
<?cs /def ?><?cs

def:shelf_list(shelves) ?><ul class="shelves"><?cs each:shelf = shelves ?>
<li class="shelf"><a href="<?cs var:url_validate(shelf.Path) ?>"><?cs var:shelf.Name ?></a>
<span class="small muted"><?cs if:#shelf.Articles > 0 ?><?cs var:trn("%d article", "%d articles", #shelf.Articles) ?><?cs /if ?><?cs if:#shelf.Articles > 0 && #shelf.Requests > 0 ?>, <?cs /if ?><?cs if:#shelf.Requests > 0 ?><?cs var:trn("%d solved request", "%d solved requests", #shelf.Requests) ?><?cs /if ?></span><?cs if:subcount(shelf.Within) > 0 ?>
<ul class="within small"><?cs each:within = shelf.Within ?><li><a href="<?cs var:url_validate(within.Path) ?>"><?cs var:within.Name ?></a></li><?cs /each ?></ul><?cs /if ?></li><?cs /each ?>
</ul>
<?cs /def ?>
