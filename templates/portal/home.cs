<?cs # The home page: what one may ask for, what is under way, what was solved lately.

    Forms.N.Code, .Name, .Summary, .Icon     "problem", "Report a problem", …; see rows.cs
    Open.N.*                                 the viewer's open requests; see ticket_row in rows.cs
    MoreOpen                                 "1": there are more of them
    Solved.N.*                               solved ones that wait for the viewer's word
    Archive.N.Number, .Slug, .Subject        "H1010", "two-people-one-mailbox", "Two people, one mailbox"
    Archive.N.Category, .Language, .At.*     "E-mail" or "", "en"
    Solutions                                "4212": solved requests that the viewer may read
    Viewer.Known                             "1" or nothing
?><?cs include:"portal/rows.cs" ?><?cs include:"common/search_box.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:tr("How can we help?") ?></h1>
<?cs call:search_box("", tr("Describe it in your own words"), "") ?>
<?cs if:#Solutions > 0 ?><p class="small muted found"><?cs var:trn("%d solved request may hold your answer.", "%d solved requests may hold your answer.", #Solutions) ?></p>
<?cs /if ?><section class="section" aria-labelledby="tell">
<h2 id="tell"><?cs var:tr("Tell us") ?></h2>
<?cs call:form_choices(Forms) ?></section>
<?cs if:subcount(Solved) > 0 ?><section class="section" aria-labelledby="solved">
<h2 id="solved"><?cs var:tr("Solved: what do you say?") ?></h2>
<ul class="rows">
<?cs each:ticket = Solved ?><?cs call:ticket_row(ticket) ?><?cs /each ?></ul>
</section>
<?cs /if ?><?cs if:?Viewer.Known ?><section class="section" aria-labelledby="open">
<h2 id="open"><?cs var:tr("Your open requests") ?></h2>
<?cs if:subcount(Open) > 0 ?><ul class="rows">
<?cs each:ticket = Open ?><?cs call:ticket_row(ticket) ?><?cs /each ?></ul>
<p class="more"><a href="/tickets"><?cs if:?MoreOpen ?><?cs var:tr("All open requests") ?><?cs else ?><?cs var:tr("All my requests") ?><?cs /if ?></a></p>
<?cs else ?><?cs call:empty_state("inbox", tr("Nothing is open."), tr("When you send us something, you can watch here how it goes on.")) ?>
<?cs /if ?></section>
<?cs /if ?><section class="section" aria-labelledby="archive">
<div class="crowd apart"><h2 id="archive"><?cs var:tr("Solved lately") ?></h2><a href="/kb"><?cs var:tr("Knowledge base") ?></a></div>
<?cs if:subcount(Archive) > 0 ?><ul class="rows"><?cs each:entry = Archive ?>
<li class="row"><span><?cs call:icon("book") ?></span><a href="/kb/<?cs var:url_escape(entry.Number) ?><?cs if:string.length(entry.Slug) ?>-<?cs var:url_escape(entry.Slug) ?><?cs /if ?>" lang="<?cs var:entry.Language ?>"><?cs var:entry.Subject ?></a><span class="small muted"><?cs call:time_short(entry.At) ?></span><?cs if:string.length(entry.Category) ?>
<span class="meta"><?cs var:entry.Category ?></span><?cs /if ?></li><?cs /each ?>
</ul>
<?cs else ?><?cs call:empty_state("book", tr("Nothing is released yet."), tr("Solved requests that may help others stand here once we release them.")) ?>
<?cs /if ?></section>
<?cs include:"common/frame_bottom.cs" ?>
