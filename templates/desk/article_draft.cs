<?cs # An article from a solved ticket: all that should perhaps not be published, to be looked through.

    Page.Title                       "An article from H1010"
    Ticket.Number, .Path, .Language  "H1010", "/desk/t/H1010", "nb": the text's
    Digest                           "9f…": which text was looked through
    Changed                          "1": the ticket has changed since the page was made, or nothing
    Made.N.Title, .Path, .State.*    articles made from it before
    Groups.N.Index, .Text, .Kind, .Times, .Becomes     "0", "Kari Holm", "Name", "3", "[name]"
    Parts.N.Text, .Group             the text in pieces; the number of the group, or nothing
?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="<?cs var:url_validate(Ticket.Path) ?>"><?cs var:Ticket.Number ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:?Changed ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:tr("The ticket has changed since you opened this page. Look through its text once more.") ?></p></div>
<?cs /if ?><?cs if:subcount(Made) > 0 ?><div class="flash" role="status"><?cs call:icon("book") ?><div><p><?cs var:tr("This ticket has made an article before:") ?></p><ul class="plain-list"><?cs each:made = Made ?><li><a href="<?cs var:url_validate(made.Path) ?>"><?cs var:made.Title ?></a> <?cs call:status_badge(made.State.Code, made.State.Name, made.State.Class) ?></li><?cs /each ?></ul></div></div>
<?cs /if ?><form class="review" method="post" action="<?cs var:url_validate(Ticket.Path) ?>/article">
<?cs call:csrf_input() ?><input type="hidden" name="digest" value="<?cs var:Digest ?>">
<section class="card" aria-labelledby="found"><h2 id="found"><?cs var:tr("Take out before others read it") ?></h2>
<?cs if:subcount(Groups) > 0 ?><p class="muted"><?cs var:tr("What is checked is replaced. Uncheck what may stay. Then read the text yourself: no list finds everything.") ?></p>
<ul class="findings"><?cs each:group = Groups ?>
<li><label><input type="checkbox" name="remove" value="<?cs var:group.Index ?>" checked data-group="<?cs var:group.Index ?>"> <span><span class="finding-text"><?cs var:group.Text ?></span> <span class="small muted"><?cs var:group.Kind ?><?cs if:#group.Times > 1 ?>, <?cs var:trn("%d time", "%d times", #group.Times) ?><?cs /if ?> → <?cs var:group.Becomes ?></span></span></label></li><?cs /each ?>
</ul><?cs else ?><p><?cs var:tr("Nothing was found that names or endangers anybody. Read the text yourself: no list finds everything.") ?></p>
<?cs /if ?><p><button class="button primary"><?cs call:icon("edit") ?><?cs var:tr("Make the draft") ?></button></p>
<p class="small muted"><?cs var:tr("Only staff see the draft until you publish it.") ?></p></section>
<section aria-labelledby="text"><h2 id="text"><?cs var:tr("The text") ?></h2>
<div class="card source" lang="<?cs var:Ticket.Language ?>"><?cs each:part = Parts ?><?cs if:?part.Group ?><mark data-in-group="<?cs var:part.Group ?>"><?cs var:part.Text ?></mark><?cs else ?><?cs var:part.Text ?><?cs /if ?><?cs /each ?></div></section>
</form>
<?cs include:"common/frame_bottom.cs" ?>
