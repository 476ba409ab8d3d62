<?cs # A day's changes in one mail, for staff, as plain text. See digest.html.cs for what it reads:

    Mail.Cut, .Unsubscribe        "1" or nothing, "https://…/stop/…"
    Groups.N.Title                "Yours"
    Groups.N.Tickets.N.Number, .Link, .Subject, .Contact, .Status, .Changes, .Late
?><?cs each:group = Groups ?><?cs var:group.Title ?>

<?cs each:ticket = group.Tickets ?><?cs var:ticket.Number ?> <?cs var:ticket.Subject ?>
    <?cs if:string.length(ticket.Contact) ?><?cs var:ticket.Contact ?> · <?cs /if ?><?cs var:ticket.Status ?> · <?cs var:ticket.Changes ?><?cs if:?ticket.Late ?> · <?cs var:tr("Overdue") ?><?cs /if ?>
    <?cs var:ticket.Link ?>

<?cs /each ?><?cs /each ?><?cs if:?Mail.Cut ?><?cs var:tr("There is more: these are the first 200.") ?>

<?cs /if ?>--<?cs var:" " ?>
<?cs var:tr("You get this message because you chose one a day on your account page.") ?>
<?cs var:tr("End such messages") ?>: <?cs var:Mail.Unsubscribe ?>
