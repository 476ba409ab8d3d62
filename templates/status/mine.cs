<?cs # One's open requests at a glance, to be kept as a bookmark.

    Waiting.N.*, Working.N.*     what waits for the viewer, what we have; Number "H1010", Subject, Status.Code, .Name, .Class,
                                 Type "Problem", Icon, Due.*, Updated.*, Responsible "Anna" or ""
    HasMore                      "1": there are more
    AsOf.*                       when this was found out
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs
def:mine_row(ticket) ?><li class="row"><span><?cs call:type_icon(ticket.Icon, ticket.Type) ?></span><a href="/t/<?cs var:url_escape(ticket.Number) ?>"><?cs var:ticket.Subject ?></a><?cs call:status_badge(ticket.Status.Code, ticket.Status.Name, ticket.Status.Class) ?>
<span class="meta"><span class="number"><?cs var:ticket.Number ?></span><?cs if:string.length(ticket.Responsible) ?> <span><?cs var:tr1("%1 has it", ticket.Responsible) ?></span><?cs /if ?><?cs if:string.length(ticket.Due.Iso) ?> <span><?cs var:tr1("due %1", ticket.Due.Short) ?></span><?cs /if ?> <span><?cs var:tr1("last change %1", ticket.Updated.Short) ?></span></span></li>
<?cs /def ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:tr("Your open requests") ?></h1>
<p class="small muted"><?cs var:tr("As of") ?> <?cs call:time_full(AsOf) ?>. <?cs var:tr("Keep this page as a bookmark: it always shows where all of them stand.") ?></p>
<?cs if:subcount(Waiting) > 0 ?><section class="section" aria-labelledby="waiting"><h2 id="waiting"><?cs var:tr("Waits for you") ?></h2>
<ul class="rows"><?cs each:ticket = Waiting ?><?cs call:mine_row(ticket) ?><?cs /each ?></ul></section>
<?cs /if ?><?cs if:subcount(Working) > 0 ?><section class="section" aria-labelledby="working"><h2 id="working"><?cs var:tr("With us") ?></h2>
<ul class="rows"><?cs each:ticket = Working ?><?cs call:mine_row(ticket) ?><?cs /each ?></ul></section>
<?cs /if ?><?cs if:subcount(Waiting) == 0 && subcount(Working) == 0 ?><?cs call:empty_state("inbox", tr("Nothing is open."), tr("When you send us something, you can watch here how it goes on.")) ?>
<?cs /if ?><p class="more"><?cs if:?HasMore ?><a href="/tickets"><?cs var:tr("All open requests") ?></a> · <?cs /if ?><a href="/status"><?cs var:tr("Service status") ?></a></p>
<?cs include:"common/frame_bottom.cs" ?>
