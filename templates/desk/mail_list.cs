<?cs # Mail that came in, by what became of it.

    Page.Title                              "Mail"
    States.N.Path, .Name, .Count, .Current  "/desk/mail?state=triage", "To decide", "2" or nothing, "1" or nothing
    Mails.N.Id                              "17"
    Mails.N.Sender, .Name                   "kari@example.org", "Kari Holm" or ""
    Mails.N.Subject, .Excerpt               "The till", "It beeps.", or ""
    Mails.N.Why                             "Nobody here knows its sender, kari@example.org." or ""
    Mails.N.Reason                          "reading it took longer than two seconds" or ""
    Mails.N.At                              as data_time makes it
    Mails.N.Ticket, .TicketPath             "H1010", "/desk/t/H1010", or nothing
    Pager.Next, .First                      paths, or nothing
?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<nav class="tabs queues" aria-label="<?cs var:tr("Mail by state") ?>"><?cs each:tab = States ?><a href="<?cs var:url_validate(tab.Path) ?>"<?cs if:?tab.Current ?> aria-current="page"<?cs /if ?>><?cs var:tab.Name ?><?cs if:?tab.Count ?><b><?cs var:tab.Count ?></b><?cs /if ?></a>
<?cs /each ?></nav>
<?cs if:subcount(Mails) > 0 ?><div class="scroll" tabindex="0" role="region" aria-label="<?cs var:Page.Title ?>"><table class="cards">
<thead><tr><th scope="col"><?cs var:tr("Message") ?></th><th scope="col"><?cs var:tr("From") ?></th><th scope="col"><?cs var:tr("Why is this here?") ?></th><th scope="col"><?cs var:tr("Received") ?></th></tr></thead>
<tbody><?cs each:mail = Mails ?>
<tr><td class="subject"><a href="/desk/mail/<?cs var:mail.Id ?>"><?cs if:string.length(mail.Subject) ?><?cs var:mail.Subject ?><?cs else ?><?cs var:tr("(no subject)") ?><?cs /if ?></a><?cs if:?mail.Ticket ?> <a class="small" href="<?cs var:url_validate(mail.TicketPath) ?>"><?cs var:mail.Ticket ?></a><?cs /if ?><div class="small muted"><?cs var:mail.Excerpt ?></div></td>
<td data-label="<?cs var:tr("From") ?>"><?cs if:string.length(mail.Name) ?><?cs var:mail.Name ?><div class="small muted"><?cs var:mail.Sender ?></div><?cs else ?><?cs var:mail.Sender ?><?cs /if ?></td>
<td><?cs var:mail.Why ?><?cs if:string.length(mail.Reason) ?><div class="small"><?cs var:mail.Reason ?></div><?cs /if ?></td>
<td data-label="<?cs var:tr("Received") ?>"><?cs call:time_short(mail.At) ?></td></tr><?cs /each ?>
</tbody></table></div>
<?cs call:pager(Pager.Next, Pager.First) ?>
<?cs else ?><?cs call:empty_state("check", tr("No mail here"), tr("What a known client writes becomes a ticket by itself. Mail on which people have to decide would stand here.")) ?><?cs call:pager("", Pager.First) ?>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
