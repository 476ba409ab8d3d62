<?cs # Choosing a new password by a mailed link.

    Page.Title                                         "Choose a new password"
    Token                                              "p0Q…": of the link
    Gone                                               "1": the link is used, too old or none; or nothing
    PasswordLeast                                      "8": characters
    Form.password_new.Error, Form.password_again.Error "Too short …" or nothing
    Form.Errors                                        "1" or nothing
    Csrf                                               token of the form
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<?cs if:?Gone ?><section class="card">
<p><?cs var:tr("This link does not work any more: each works once, and not for long.") ?></p>
<p><a class="button" href="/login/forgot"><?cs var:tr("Ask for a new link") ?></a></p>
</section>
<?cs else ?><?cs call:form_errors(Form.Errors) ?><form class="card" method="post" action="/login/reset/<?cs var:url_escape(Token) ?>">
<?cs call:csrf_input() ?>
<?cs call:field_line("password_new", "password", tr("New password"), tr1("At least %1 characters. Three or four words that only you would put together are easy to remember and hard to guess.", PasswordLeast), Form.password_new, "200", "1", "new-password") ?>
<?cs call:field_line("password_again", "password", tr("New password again"), "", Form.password_again, "200", "1", "new-password") ?>
<p class="small muted"><?cs var:tr("Wherever you are signed in, you will have to sign in anew.") ?></p>
<p><button class="button primary"><?cs var:tr("Set the password") ?></button></p>
</form>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
