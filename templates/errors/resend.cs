<?cs # A form that arrived too late: all that was typed, ready to be sent again.

    Page.Title             "Please send it once more"
    Resend.Action          "/t/H1010/reply": where it goes
    Resend.SignIn          "1": the sender is signed out; or nothing
    Resend.Fields.N.Name   "happened"
    Resend.Fields.N.Value  "The till prints blank receipts."
    Resend.FilesLost       "1": files have to be chosen again; or nothing
    Csrf                   a fresh token
?><?cs set:Page.Layout = "read" ?><?cs set:Page.NoIndex = "1" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<?cs if:?Resend.SignIn ?><p><?cs var:tr("You were signed out meanwhile, so this was not taken. What you typed is kept on this page.") ?></p>
<ol>
<li><a href="/login" target="_blank" rel="noopener"><?cs var:tr("Sign in in a new window") ?></a></li>
<li><?cs var:tr("Then come back to this page and send it again.") ?></li>
</ol>
<?cs else ?><p><?cs var:tr("The page was open for so long that we could not be sure who sent it. Nothing is lost: look through it and send it again.") ?></p>
<?cs /if ?><?cs if:?Resend.FilesLost ?><p><strong><?cs var:tr("The files did not come along: please add them once more afterwards, with a message.") ?></strong></p>
<?cs /if ?><form class="card stack" method="post" action="<?cs var:url_validate(Resend.Action) ?>">
<?cs call:csrf_input() ?><?cs each:field = Resend.Fields ?>
<input type="hidden" name="<?cs var:field.Name ?>" value="<?cs var:field.Value ?>"><?cs if:field.Name != "once" && field.Name != "upload" && field.Name != "version" && string.length(field.Value) ?>
<p class="verbatim"><?cs var:field.Value ?></p><?cs /if ?><?cs /each ?>
<p><button class="button primary"><?cs call:icon("send") ?><?cs var:tr("Send again") ?></button></p>
</form>
<?cs include:"common/frame_bottom.cs" ?>
