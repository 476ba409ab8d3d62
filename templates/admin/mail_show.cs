<?cs # One message going out, as it is sent.

    Page.Title                     "A message going out"
    Mail.Id                        "17"
    Mail.Kind                      "ticket_created"
    Mail.Name, .Address            "Kari Holm", "kari@example.org"
    Mail.Subject                   "[H1010] Blank receipts", or nothing before it is composed
    Mail.State, .StateName         "waiting", "Waiting"
    Mail.Error                     why it waits or failed, in the server's words, or nothing
    Mail.Attempts                  "3"
    Mail.Ticket, .TicketPath       "H1010", "/desk/t/H1010", or nothing
    Mail.Created, .Sent, .Next     as data_time makes them
    Mail.MessageId                 "t.1010.…@example.com", or nothing
    Mail.MayAgain, .MayDrop        "1" or nothing
    Mail.Secret                    "1": nobody on the way may read it; or nothing
    Mail.Raw                       the whole message, or nothing
    Mail.Cut                       "1": only its beginning; or nothing
    Csrf                           token of the forms
?><?cs include:"common/parts.cs" ?><?cs include:"admin/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs if:string.length(Mail.Subject) ?><?cs var:Mail.Subject ?><?cs else ?><?cs var:Page.Title ?><?cs /if ?></h1>
<?cs call:admin_menu() ?>
<div class="card"><dl class="facts">
<dt><?cs var:tr("To") ?></dt><dd><?cs var:Mail.Name ?> &lt;<?cs var:Mail.Address ?>&gt;</dd>
<dt><?cs var:tr("State") ?></dt><dd><strong><?cs var:Mail.StateName ?></strong><?cs if:string.length(Mail.Error) ?><br><?cs var:Mail.Error ?><?cs /if ?></dd>
<dt><?cs var:tr("Tries") ?></dt><dd><?cs var:Mail.Attempts ?></dd>
<dt><?cs var:tr("Since") ?></dt><dd><?cs call:time_full(Mail.Created) ?></dd>
<?cs if:?Mail.Next.Iso ?><dt><?cs var:tr("Next try") ?></dt><dd><?cs call:time_full(Mail.Next) ?></dd>
<?cs /if ?><?cs if:?Mail.Sent.Iso ?><dt><?cs var:tr("Sent") ?></dt><dd><?cs call:time_full(Mail.Sent) ?></dd>
<?cs /if ?><?cs if:?Mail.Ticket ?><dt><?cs var:tr("Ticket") ?></dt><dd><a href="<?cs var:url_validate(Mail.TicketPath) ?>"><?cs var:Mail.Ticket ?></a></dd>
<?cs /if ?><dt><?cs var:tr("Kind") ?></dt><dd><code><?cs var:Mail.Kind ?></code></dd>
<?cs if:string.length(Mail.MessageId) ?><dt>Message-ID</dt><dd><code><?cs var:Mail.MessageId ?></code></dd>
<?cs /if ?></dl>
<p class="crowd"><?cs if:?Mail.MayAgain ?><button class="button" form="again"><?cs if:Mail.State == "waiting" ?><?cs var:tr("Try now") ?><?cs else ?><?cs var:tr("Send again") ?><?cs /if ?></button><?cs /if ?><?cs if:?Mail.MayDrop ?> <button class="button quiet" form="drop"><?cs var:tr("Drop") ?></button><?cs /if ?></p>
<form id="again" method="post" action="/admin/mail/<?cs var:Mail.Id ?>/again"><?cs call:csrf_input() ?></form>
<form id="drop" method="post" action="/admin/mail/<?cs var:Mail.Id ?>/drop"><?cs call:csrf_input() ?></form>
</div>
<section class="section" aria-labelledby="raw-title">
<h2 id="raw-title"><?cs var:tr("As it is sent") ?></h2>
<?cs if:?Mail.Secret ?><p><?cs var:tr("It holds a link that is for its recipient alone, and isn't shown.") ?></p>
<?cs elif:?Mail.Raw ?><pre class="raw" tabindex="0"><?cs var:Mail.Raw ?></pre><?cs if:?Mail.Cut ?><p class="small muted"><?cs var:tr("Only its beginning is shown.") ?></p><?cs /if ?>
<?cs else ?><p><?cs var:tr("It is composed when its turn comes.") ?></p>
<?cs /if ?></section>
<?cs include:"common/frame_bottom.cs" ?>
