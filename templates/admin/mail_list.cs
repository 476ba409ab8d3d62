<?cs # The queue of mail going out.

    Page.Title                              "Mail going out"
    Failed                                  "1": the list of what failed, and there is some; or nothing
    Mode                                    "live", "file", "redirect you@example.com"
    Viewer.Address                          "admin@example.com": where the test message goes
    States.N.Path, .Name, .Count, .Current  "/admin/mail?state=failed", "Failed", "2" or nothing, "1" or nothing
    Mails.N.Id                              "17"
    Mails.N.Kind                            "ticket_created"
    Mails.N.Address                         "kari@example.org"
    Mails.N.Subject                         "[H1010] Blank receipts", or nothing before it is composed
    Mails.N.State, .StateName               "waiting", "Waiting"
    Mails.N.Error                           why it waits or failed, in the server's words, or nothing
    Mails.N.Attempts                        "3"
    Mails.N.Ticket, .TicketPath             "H1010", "/desk/t/H1010", or nothing
    Mails.N.Created, .Sent, .Next           as data_time makes them; Next: of the next try
    Mails.N.MayDrop                         "1": it waits or failed; or nothing
    Pager.Next, .First                      paths, or nothing
    Csrf                                    token of the forms
?><?cs include:"common/parts.cs" ?><?cs include:"admin/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<div class="crowd spread"><h1><?cs var:Page.Title ?></h1><form method="post" action="/admin/mail"><?cs call:csrf_input() ?><input type="hidden" name="what" value="test"><button class="button"><?cs call:icon("send") ?><?cs var:tr1("Send a test message to %1", Viewer.Address) ?></button></form></div>
<?cs call:admin_menu() ?>
<?cs if:Mode == "file" ?><p class="card"><?cs var:tr("Nothing leaves this system: each message becomes a file in the folder “mail” of the instance (mail.mode = file).") ?></p>
<?cs elif:Mode != "live" ?><p class="card"><?cs var:tr1("All mail goes to one address (mail.mode = %1).", Mode) ?></p>
<?cs /if ?><nav class="tabs queues" aria-label="<?cs var:tr("Mail by state") ?>"><?cs each:tab = States ?><a href="<?cs var:url_validate(tab.Path) ?>"<?cs if:?tab.Current ?> aria-current="page"<?cs /if ?>><?cs var:tab.Name ?><?cs if:?tab.Count ?><b><?cs var:tab.Count ?></b><?cs /if ?></a>
<?cs /each ?></nav>
<?cs if:?Failed ?><form class="crowd" method="post" action="/admin/mail"><?cs call:csrf_input() ?><button class="button" name="what" value="again"><?cs var:tr("Send all again") ?></button> <button class="button quiet" name="what" value="drop"><?cs var:tr("Drop all") ?></button></form>
<?cs /if ?><?cs if:subcount(Mails) > 0 ?><div class="scroll" tabindex="0" role="region" aria-label="<?cs var:Page.Title ?>"><table class="cards">
<thead><tr><th scope="col"><?cs var:tr("Message") ?></th><th scope="col"><?cs var:tr("To") ?></th><th scope="col"><?cs var:tr("State") ?></th><th scope="col"><?cs var:tr("Since") ?></th><th scope="col"><?cs var:tr("Next try") ?></th><th scope="col"><span class="unseen"><?cs var:tr("What to do") ?></span></th></tr></thead>
<tbody><?cs each:mail = Mails ?>
<tr><td class="subject"><a href="/admin/mail/<?cs var:mail.Id ?>"><?cs if:string.length(mail.Subject) ?><?cs var:mail.Subject ?><?cs else ?><?cs var:mail.Kind ?><?cs /if ?></a><?cs if:?mail.Ticket ?> <a class="small" href="<?cs var:url_validate(mail.TicketPath) ?>"><?cs var:mail.Ticket ?></a><?cs /if ?></td>
<td data-label="<?cs var:tr("To") ?>"><?cs var:mail.Address ?></td>
<td><strong><?cs var:mail.StateName ?></strong><?cs if:#mail.Attempts > 1 ?> <span class="small muted"><?cs var:trn("%d try", "%d tries", #mail.Attempts) ?></span><?cs /if ?><?cs if:string.length(mail.Error) ?><div class="small"><?cs var:mail.Error ?></div><?cs /if ?></td>
<td data-label="<?cs var:tr("Since") ?>"><?cs call:time_short(mail.Created) ?></td>
<td<?cs if:?mail.Next.Iso ?> data-label="<?cs var:tr("Next try") ?>"<?cs /if ?>><?cs call:time_short(mail.Next) ?></td>
<td><span class="crowd"><?cs if:?mail.MayDrop ?><form method="post" action="/admin/mail/<?cs var:mail.Id ?>/again"><?cs call:csrf_input() ?><button class="button small"><?cs if:mail.State == "waiting" ?><?cs var:tr("Try now") ?><?cs else ?><?cs var:tr("Send again") ?><?cs /if ?><span class="unseen"> <?cs var:mail.Id ?></span></button></form><form method="post" action="/admin/mail/<?cs var:mail.Id ?>/drop"><?cs call:csrf_input() ?><button class="button small quiet"><?cs var:tr("Drop") ?><span class="unseen"> <?cs var:mail.Id ?></span></button></form><?cs /if ?></span></td></tr><?cs /each ?>
</tbody></table></div>
<?cs call:pager(Pager.Next, Pager.First) ?>
<?cs else ?><?cs call:empty_state("send", tr("No mail here"), tr("Whoever is told of a change gets a message; each stands here until it is sent, and some weeks more.")) ?><?cs call:pager("", Pager.First) ?>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
