<?cs # One message that came in, and what to do about it.

    Page.Title                              its subject
    Problem                                 "There is no ticket of that number.", or nothing
    Mail.Id, .Sender, .Name, .Subject, .Excerpt, .Why, .Reason, .At, .Ticket, .TicketPath     see desk/mail_list.cs
    Mail.StateName                          "To decide"
    Mail.Mailbox, .Size                     "Support" or "", "12 KB"
    Mail.Trust, .Authentication             "The sender's domain vouches for the address.", "mx.example.org; dmarc=pass", or ""
    Mail.Raw, .Cut                          the message as it came, or nothing; "1" when more follows
    Mail.MayTake, .MayReplay, .MayDiscard   "1" or nothing
    Organisations.N.Code, .Label            "3", "Bergen store"
    Csrf                                    token of the forms
?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail no-print"><a href="/desk/mail"><?cs var:tr("Mail") ?></a></p>
<?cs if:?Problem ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:Problem ?></p></div>
<?cs /if ?><h1><?cs if:string.length(Mail.Subject) ?><?cs var:Mail.Subject ?><?cs else ?><?cs var:tr("(no subject)") ?><?cs /if ?></h1>
<div class="stack"><p><strong><?cs var:Mail.StateName ?></strong><?cs if:string.length(Mail.Why) ?> · <?cs var:Mail.Why ?><?cs /if ?><?cs if:string.length(Mail.Reason) ?> · <?cs var:Mail.Reason ?><?cs /if ?></p>
<dl class="facts">
<dt><?cs var:tr("From") ?></dt><dd><?cs if:string.length(Mail.Name) ?><?cs var:Mail.Name ?>, <?cs /if ?><?cs var:Mail.Sender ?></dd>
<?cs if:string.length(Mail.Trust) ?><dt><?cs var:tr("Is it really them?") ?></dt><dd><?cs var:Mail.Trust ?> <span class="small muted"><?cs var:Mail.Authentication ?></span></dd>
<?cs /if ?><dt><?cs var:tr("Received") ?></dt><dd><?cs call:time_full(Mail.At) ?><?cs if:string.length(Mail.Mailbox) ?>, <?cs var:Mail.Mailbox ?><?cs /if ?></dd>
<dt><?cs var:tr("Size") ?></dt><dd><?cs var:Mail.Size ?></dd>
<?cs if:?Mail.Ticket ?><dt><?cs var:tr("Ticket") ?></dt><dd><a href="<?cs var:url_validate(Mail.TicketPath) ?>"><?cs var:Mail.Ticket ?></a></dd>
<?cs /if ?></dl>
<?cs if:string.length(Mail.Excerpt) ?><div class="card said"><?cs var:Mail.Excerpt ?></div>
<?cs /if ?><?cs if:?Mail.MayTake ?><section class="card" aria-labelledby="take"><h2 id="take"><?cs var:tr("Take it") ?></h2>
<form method="post" action="/desk/mail/<?cs var:Mail.Id ?>/ticket"><?cs call:csrf_input() ?>
<?cs call:field_select("organisation", tr("Organisation"), tr("Who has no account yet becomes a contact of this organisation."), Nothing, "", Organisations) ?>
<p><button class="button primary"><?cs call:icon("check") ?><?cs var:tr("Make it a ticket") ?></button></p></form>
<form method="post" action="/desk/mail/<?cs var:Mail.Id ?>/join"><?cs call:csrf_input() ?>
<?cs call:field_open("", "") ?><label for="number"><?cs var:tr("Or it belongs to a ticket: its number") ?></label>
<input class="text" id="number" name="number" required maxlength="40" autocomplete="off" value="<?cs if:?Mail.Ticket ?><?cs var:Mail.Ticket ?><?cs /if ?>"></div>
<p><button class="button"><?cs var:tr("Add it to that ticket") ?></button></p></form></section>
<?cs /if ?><?cs if:?Mail.MayReplay || ?Mail.MayDiscard ?><section class="card crowd" aria-label="<?cs var:tr("What else to do") ?>"><?cs if:?Mail.MayReplay ?><form method="post" action="/desk/mail/<?cs var:Mail.Id ?>/replay"><?cs call:csrf_input() ?><button class="button"><?cs var:tr("Look at it once more") ?></button></form><?cs /if ?><?cs if:?Mail.MayDiscard ?><form class="crowd" method="post" action="/desk/mail/<?cs var:Mail.Id ?>/discard"><?cs call:csrf_input() ?><button class="button" name="why" value="spam"><?cs var:tr("It is spam") ?></button><button class="button" name="why" value="mistake"><?cs var:tr("Sent here by mistake") ?></button></form><?cs /if ?></section>
<?cs /if ?><?cs if:?Mail.Raw ?><details><summary><?cs var:tr("The message as it came") ?></summary>
<pre class="raw" tabindex="0"><?cs var:Mail.Raw ?></pre><?cs if:?Mail.Cut ?><p class="muted"><?cs var:tr("The rest is not shown.") ?></p><?cs /if ?></details>
<?cs /if ?></div>
<?cs include:"common/frame_bottom.cs" ?>
