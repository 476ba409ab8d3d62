<?cs # Asking for a link to choose a new password.

    Form.email.Value, .Error     "kari@example.org", "Please fill this in." or nothing
    Sent                         "kari@example.org": where the link went, if there is such an account; or nothing
    Csrf                         token of the form
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:tr("Forgotten the password?") ?></h1>
<?cs if:string.length(Sent) ?><section class="card" role="status">
<p><?cs var:tr1("If there is an account with the address %1, a message is on its way there. It holds a link with which you choose a new password.", Sent) ?></p>
<p><?cs var:tr("Nothing there after some minutes? Look among the unwanted mail, and see that the address is spelled right.") ?></p>
<p><a class="button" href="/login"><?cs var:tr("Back to signing in") ?></a></p>
</section>
<?cs else ?><form class="card" method="post" action="/login/forgot">
<?cs call:csrf_input() ?>
<p><?cs var:tr("We mail you a link with which you choose a new one.") ?></p>
<?cs call:field_line("email", "email", tr("E-mail address"), tr("The one at which we write to you."), Form.email, "254", "1", "username") ?>
<p class="crowd"><button class="button primary"><?cs var:tr("Send me the link") ?></button> <a href="/login"><?cs var:tr("Back to signing in") ?></a></p>
</form>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
