<?cs # The mailboxes that mail is fetched from.

    Page.Title                        "Mailboxes"
    Mailboxes.N.Id, .Name, .Address, .Host     "3", "Support", "help@example.com", "imap.example.com"
    Mailboxes.N.Active                "1" or nothing
    Mailboxes.N.Error                 "the mail server refuses name or password", or ""
    Mailboxes.N.Reached, .Failed      as data_time makes them, or nothing
    Csrf                              token of the forms
?><?cs include:"common/parts.cs" ?><?cs include:"admin/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<div class="crowd spread"><h1><?cs var:Page.Title ?></h1><a class="button" href="/admin/mailboxes/new"><?cs var:tr("Add a mailbox") ?></a></div>
<?cs call:admin_menu() ?>
<?cs if:subcount(Mailboxes) > 0 ?><div class="scroll" tabindex="0" role="region" aria-label="<?cs var:Page.Title ?>"><table class="cards">
<thead><tr><th scope="col"><?cs var:tr("Mailbox") ?></th><th scope="col"><?cs var:tr("IMAP server") ?></th><th scope="col"><?cs var:tr("State") ?></th><th scope="col"><span class="unseen"><?cs var:tr("What to do") ?></span></th></tr></thead>
<tbody><?cs each:mailbox = Mailboxes ?>
<tr><td class="subject"><a href="/admin/mailboxes/<?cs var:mailbox.Id ?>"><?cs var:mailbox.Name ?></a><div class="small muted"><?cs var:mailbox.Address ?></div></td>
<td data-label="<?cs var:tr("IMAP server") ?>"><?cs var:mailbox.Host ?></td>
<td><?cs if:!?mailbox.Active ?><?cs var:tr("Switched off") ?><?cs elif:string.length(mailbox.Error) ?><strong><?cs var:tr("It can't be fetched from") ?></strong><div class="small"><?cs var:mailbox.Error ?> · <?cs call:time_short(mailbox.Failed) ?></div><?cs elif:?mailbox.Reached.Iso ?><?cs var:tr("All is well") ?><div class="small muted"><?cs call:time_short(mailbox.Reached) ?></div><?cs else ?><?cs var:tr("Not reached yet") ?><?cs /if ?></td>
<td><form method="post" action="/admin/mailboxes/<?cs var:mailbox.Id ?>/switch"><?cs call:csrf_input() ?><button class="button small quiet"><?cs if:?mailbox.Active ?><?cs var:tr("Switch off") ?><?cs else ?><?cs var:tr("Switch on") ?><?cs /if ?><span class="unseen"> <?cs var:mailbox.Name ?></span></button></form></td></tr><?cs /each ?>
</tbody></table></div>
<?cs else ?><?cs call:empty_state("inbox", tr("No mailbox yet"), tr("Add the mailbox that clients write to: its mail becomes tickets.")) ?>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
