<?cs # A day's changes in one mail, for staff, as HTML.

    Page, Site, Mail.Subject                see mail/top.cs; the subject is the heading, too
    Mail.Unsubscribe                        "https://…/stop/…"
    Mail.Cut                                "1": only the first 200; or nothing
    Groups.N.Title                          "Yours"
    Groups.N.Tickets.N.Number, .Link        "H1010", "https://…/desk/t/H1010"
    Groups.N.Tickets.N.Subject, .Contact    "Till prints blank receipts", "Kari Holm" or ""
    Groups.N.Tickets.N.Status, .Changes     "In progress", "3 changes"
    Groups.N.Tickets.N.Late                 "1" or nothing
?><?cs include:"mail/top.cs" ?><div class="card">
<h1><?cs var:Mail.Subject ?></h1>
<?cs each:group = Groups ?><h2><?cs var:group.Title ?></h2>
<table class="facts"><tbody><?cs each:ticket = group.Tickets ?>
<tr><th scope="row"><a href="<?cs var:url_validate(ticket.Link) ?>"><?cs var:ticket.Number ?></a></th><td><strong><?cs var:ticket.Subject ?></strong><br><?cs if:string.length(ticket.Contact) ?><?cs var:ticket.Contact ?> · <?cs /if ?><?cs var:ticket.Status ?> · <?cs var:ticket.Changes ?><?cs if:?ticket.Late ?> · <strong><?cs var:tr("Overdue") ?></strong><?cs /if ?></td></tr><?cs /each ?>
</tbody></table>
<?cs /each ?><?cs if:?Mail.Cut ?><p><?cs var:tr("There is more: these are the first 200.") ?></p>
<?cs /if ?></div>
<p class="foot"><?cs var:tr("You get this message because you chose one a day on your account page.") ?><br>
<a href="<?cs var:url_validate(Mail.Unsubscribe) ?>"><?cs var:tr("End such messages") ?></a></p>
</div>
</body>
</html>
