<?cs # Addresses that take no mail.

    Page.Title            "Addresses that take no mail"
    Marks.N.Address       "kari@example.org"
    Marks.N.Reason        "550 5.1.1 no such user": in the server's words
    Marks.N.Bounced       "1": a report of failure came back; nothing: refused at once
    Marks.N.At            since when, as data_time makes it
    Marks.N.Mail          "17": the message that found out, or nothing
    Csrf                  token of the forms
?><?cs include:"common/parts.cs" ?><?cs include:"admin/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<?cs call:admin_menu() ?>
<p><?cs var:tr("Their server said that it will never take mail for them. Nothing is sent there until you clear them: once the mailbox is there again, or the address is corrected.") ?></p>
<?cs if:subcount(Marks) > 0 ?><div class="scroll" tabindex="0" role="region" aria-label="<?cs var:Page.Title ?>"><table class="cards">
<thead><tr><th scope="col"><?cs var:tr("Address") ?></th><th scope="col"><?cs var:tr("Why") ?></th><th scope="col"><?cs var:tr("Since") ?></th><th scope="col"><span class="unseen"><?cs var:tr("What to do") ?></span></th></tr></thead>
<tbody><?cs each:mark = Marks ?>
<tr><td class="subject"><?cs var:mark.Address ?></td>
<td><?cs if:?mark.Bounced ?><?cs var:tr("Came back:") ?><?cs else ?><?cs var:tr("Refused:") ?><?cs /if ?> <?cs var:mark.Reason ?><?cs if:?mark.Mail ?> <a class="small" href="/admin/mail/<?cs var:mark.Mail ?>"><?cs var:tr("the message") ?></a><?cs /if ?></td>
<td data-label="<?cs var:tr("Since") ?>"><?cs call:time_short(mark.At) ?></td>
<td><form method="post" action="/admin/mail/marked"><?cs call:csrf_input() ?><input type="hidden" name="address" value="<?cs var:mark.Address ?>"><button class="button small"><?cs var:tr("Clear") ?><span class="unseen"> <?cs var:mark.Address ?></span></button></form></td></tr><?cs /each ?>
</tbody></table></div>
<?cs else ?><?cs call:empty_state("check", tr("Every address takes mail, as far as we know"), "") ?>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
