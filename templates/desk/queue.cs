<?cs # A queue of tickets, for staff.

    Page.Title             "My tickets"
    Queue                  "mine", "unassigned", "open", "status-new", "team-3"
    FeedPath               "/account?feed=queue-mine#feeds": where one makes an address for its feed
    Queues.N.Path, .Name, .Count, .Current       "/desk/queue/mine", "Mine", "7", "1" or nothing
    Statuses.N.…           likewise, a queue for each status
    Tickets.N.Number, .Path, .Subject      "H1010", "/desk/t/H1010", "Till prints blank receipts"
    Tickets.N.Type.Icon, .Name             "problem", "Problem"
    Tickets.N.Contact, .Organisation       "Kari Holm", "Bergen store", or ""
    Tickets.N.Status.Code, .Name, .Class   "in_progress", "In progress", "open"
    Tickets.N.Responsible, .Mine           "Anna Kowalska" or "", "1" or nothing
    Tickets.N.Priority.Code, .Name         "high", "High"
    Tickets.N.Due, .Updated                as data_time makes them; no Due: nothing
    Tickets.N.Late                         "1" when it was due before now, or nothing
    Pager.Next, .First                     "/desk/queue/mine?after=…", or nothing
?><?cs include:"common/parts.cs" ?><?cs
set:Keys.0.Key = "j" ?><?cs set:Keys.0.Text = tr("next ticket") ?><?cs
set:Keys.1.Key = "k" ?><?cs set:Keys.1.Text = tr("ticket before") ?><?cs
set:Keys.2.Key = "Enter" ?><?cs set:Keys.2.Text = tr("open the ticket") ?><?cs
set:Keys.3.Key = "?" ?><?cs set:Keys.3.Text = tr("show these keys") ?><?cs
def:queue_tab(tab) ?><a href="<?cs var:url_validate(tab.Path) ?>"<?cs if:?tab.Current ?> aria-current="page"<?cs /if ?>><?cs var:tab.Name ?><b><?cs var:tab.Count ?></b></a>
<?cs /def ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<nav class="tabs queues" aria-label="<?cs var:tr("Queues") ?>"><?cs each:tab = Queues ?><?cs call:queue_tab(tab) ?><?cs /each ?></nav>
<nav class="tabs queues statuses" aria-label="<?cs var:tr("Tickets by status") ?>"><?cs each:tab = Statuses ?><?cs call:queue_tab(tab) ?><?cs /each ?></nav>
<?cs if:subcount(Tickets) > 0 ?><?cs
set:label_number = tr("Number") ?><?cs set:label_from = tr("From") ?><?cs set:label_responsible = tr("Responsible") ?><?cs
set:label_priority = tr("Priority") ?><?cs set:label_due = tr("Due") ?><?cs set:label_updated = tr("Updated") ?><?cs set:text_you = tr("you") ?><?cs set:text_nobody = tr("nobody") ?><?cs set:text_late = tr("Overdue") ?>
<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:Page.Title ?>">
<table class="cards queue">
<thead><tr><th scope="col"><span class="unseen"><?cs var:tr("Type") ?></span></th><th scope="col"><?cs var:label_number ?></th><th scope="col"><?cs var:tr("Subject") ?></th><th scope="col"><?cs var:label_from ?></th><th scope="col"><?cs var:tr("Status") ?></th><th scope="col"><?cs var:label_responsible ?></th><th scope="col"><?cs var:label_priority ?></th><th scope="col"><?cs var:label_due ?></th><th scope="col"><?cs var:label_updated ?></th></tr></thead>
<tbody data-keys><?cs each:ticket = Tickets ?>
<tr data-row><td class="symbol"><?cs call:type_icon(ticket.Type.Icon, ticket.Type.Name) ?></td><td class="number"><?cs var:ticket.Number ?></td><td class="subject"><a href="<?cs var:url_validate(ticket.Path) ?>"><?cs var:ticket.Subject ?></a></td><td class="from"><?cs var:ticket.Contact ?><?cs if:string.length(ticket.Organisation) ?><span class="muted"><?cs if:string.length(ticket.Contact) ?>, <?cs /if ?><?cs var:ticket.Organisation ?></span><?cs /if ?></td><td class="status-cell"><?cs call:status_badge(ticket.Status.Code, ticket.Status.Name, ticket.Status.Class) ?></td><td class="person" data-label="<?cs var:label_responsible ?>"><?cs if:?ticket.Mine ?><strong><?cs var:text_you ?></strong><?cs elif:string.length(ticket.Responsible) ?><?cs var:ticket.Responsible ?><?cs else ?><span class="muted"><?cs var:text_nobody ?></span><?cs /if ?></td><td class="priority <?cs var:ticket.Priority.Code ?>" data-label="<?cs var:label_priority ?>"><?cs var:ticket.Priority.Name ?></td><?cs if:?ticket.Due.Iso ?><td data-label="<?cs var:label_due ?>"><?cs if:?ticket.Late ?><span class="status late"><span class="unseen"><?cs var:text_late ?>: </span><?cs call:time_short(ticket.Due) ?></span><?cs else ?><?cs call:time_short(ticket.Due) ?><?cs /if ?></td><?cs else ?><td></td><?cs /if ?><td data-label="<?cs var:label_updated ?>"><?cs call:time_short(ticket.Updated) ?></td></tr><?cs /each ?>
</tbody></table></div>
<?cs call:pager(Pager.Next, Pager.First) ?>
<p class="small muted keys-hint"><?cs call:keys_button() ?></p>
<?cs call:keys_dialog(Keys) ?>
<?cs elif:?Pager.First ?><?cs call:empty_state("inbox", tr("There are no more tickets"), "") ?><?cs call:pager("", Pager.First) ?>
<?cs elif:Queue == "mine" ?><?cs call:empty_state("check", tr("Nothing waits for you"), tr("Tickets that you take, or that are given to you, stand here until they are solved. See what is unassigned.")) ?>
<?cs elif:Queue == "unassigned" ?><?cs call:empty_state("check", tr("Somebody has each open ticket"), tr("New tickets stand here until somebody takes them.")) ?>
<?cs else ?><?cs call:empty_state("inbox", tr("No tickets here"), tr("Tickets of this kind stand here as soon as there are any.")) ?>
<?cs /if ?><?cs call:feed_private(FeedPath) ?>
<?cs include:"common/frame_bottom.cs" ?>
