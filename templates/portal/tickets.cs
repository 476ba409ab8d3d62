<?cs # One's requests.

    Filter.State, .Type, .Whose     "open", "problem" or "", "own" or "organisation"
    Filter.States.N.Path, .Name, .Current     "/tickets?state=done&type=&whose=own", "Done", "1" or nothing
    Filter.Types.N.Code, .Name      "problem", "Problem"
    Filter.Organisation, .Everyone  "1": the viewer may look at the organisation's, at all requests
    Tickets.N.Number, .Subject, .Type, .Icon, .Status.*, .Responsible, .Author, .Created.*,
        .Updated.*, .Due.*, .Done.*      see ticket_row in rows.cs; Author: "Kari Holm"
    Tickets.N.Unfold                "/tickets?state=done&type=&whose=own&unfold=H1042#H1042": shows its solution; or nothing
    Tickets.N.Trusted.Html          the solution, where it is to be shown
    Next, First                     "/tickets?state=open&type=&whose=own&after=17…-1042" or nothing
?><?cs include:"common/parts.cs" ?><?cs include:"common/trusted.cs" ?><?cs include:"common/frame_top.cs" ?>
<div class="crowd apart"><h1><?cs var:tr("My requests") ?></h1><a class="button primary" href="/new"><?cs var:tr("New request") ?></a></div>
<nav class="tabs" aria-label="<?cs var:tr("State") ?>"><?cs each:state = Filter.States ?>
<a href="<?cs var:url_validate(state.Path) ?>"<?cs if:?state.Current ?> aria-current="page"<?cs /if ?>><?cs var:state.Name ?></a><?cs /each ?>
</nav>
<form class="filters" method="get" action="/tickets">
<input type="hidden" name="state" value="<?cs var:Filter.State ?>">
<label><?cs var:tr("Type") ?>
<select name="type"><option value=""><?cs var:tr("all types") ?></option><?cs each:type = Filter.Types ?>
<option value="<?cs var:type.Code ?>"<?cs if:type.Code == Filter.Type ?> selected<?cs /if ?>><?cs var:type.Name ?></option><?cs /each ?>
</select></label><?cs if:?Filter.Organisation || ?Filter.Everyone ?>
<label><?cs var:tr("Whose") ?>
<select name="whose"><option value="own"><?cs var:tr("my own") ?></option>
<option value="organisation"<?cs if:Filter.Whose == "organisation" ?> selected<?cs /if ?>><?cs if:?Filter.Everyone ?><?cs var:tr("everyone's") ?><?cs else ?><?cs var:tr("my organisation's") ?><?cs /if ?></option>
</select></label><?cs /if ?>
<button class="button"><?cs var:tr("Show") ?></button>
</form>
<?cs if:subcount(Tickets) > 0 ?><div class="scroll"><table class="cards">
<thead><tr><th><span class="unseen"><?cs var:tr("Type") ?></span></th><th><?cs var:tr("Number") ?></th><th><?cs var:tr("Subject") ?></th><th><?cs var:tr("Status") ?></th><th><?cs var:tr("Responsible") ?></th><th><?cs var:tr("Author") ?></th><th><?cs var:tr("Received") ?></th><th><?cs var:tr("Done") ?></th></tr></thead>
<tbody data-keys><?cs each:ticket = Tickets ?>
<tr id="<?cs var:ticket.Number ?>"><td><?cs call:type_icon(ticket.Icon, ticket.Type) ?></td>
<td class="number"><?cs var:ticket.Number ?></td>
<td class="subject"><a href="/t/<?cs var:url_escape(ticket.Number) ?>"><?cs var:ticket.Subject ?></a><?cs if:string.length(ticket.Trusted.Html) ?>
<details open data-solution><summary><?cs var:tr("Proposed solution") ?></summary><div class="said"><?cs call:trusted_html(ticket) ?></div></details><?cs elif:?ticket.Unfold ?>
<a class="unfold" href="<?cs var:url_validate(ticket.Unfold) ?>" data-unfold><?cs var:tr("Proposed solution") ?></a><?cs /if ?></td>
<td class="status-cell"><?cs call:status_badge(ticket.Status.Code, ticket.Status.Name, ticket.Status.Class) ?></td>
<td class="person" data-label="<?cs var:tr("Responsible") ?>"><?cs if:string.length(ticket.Responsible) ?><?cs var:ticket.Responsible ?><?cs else ?><?cs var:tr("nobody yet") ?><?cs /if ?></td>
<td class="person" data-label="<?cs var:tr("Author") ?>"><?cs var:ticket.Author ?></td>
<td data-label="<?cs var:tr("Received") ?>"><?cs call:time_short(ticket.Created) ?></td>
<td<?cs if:string.length(ticket.Done.Iso) ?> data-label="<?cs var:tr("Done") ?>"><?cs call:time_short(ticket.Done) ?><?cs elif:string.length(ticket.Due.Iso) ?>><span class="muted"><?cs var:tr1("due %1", ticket.Due.Short) ?></span><?cs else ?>><?cs /if ?></td></tr><?cs /each ?>
</tbody></table></div>
<?cs call:pager(Next, First) ?>
<?cs elif:Filter.State == "open" ?><?cs call:empty_state("inbox", tr("No open requests."), tr("When you send us something, you can watch here how it goes on.")) ?>
<?cs elif:Filter.State == "done" ?><?cs call:empty_state("check", tr("Nothing is done yet."), tr("Requests that are solved, closed or rejected stand here, with their solutions.")) ?>
<?cs else ?><?cs call:empty_state("inbox", tr("No requests."), tr("Everything that you send us stands here, with the answers.")) ?>
<?cs /if ?><?cs call:feed_private("/account?feed=own#feeds") ?>
<?cs include:"common/frame_bottom.cs" ?>
