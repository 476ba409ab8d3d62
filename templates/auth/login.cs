<?cs # Signing in.

    Form.email.Value       "kari@example.org"; .Error: "Please fill this in." or nothing
    Form.password.Error    likewise
    Form.stay.Value        "1" or nothing
    Form.next.Value        "/t/H1010": where to go on, or nothing
    Problem                "There were too many tries …": what is wrong, or nothing
    Csrf                   token of the form
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:tr("Sign in") ?></h1>
<?cs if:?Problem ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:Problem ?></p></div>
<?cs else ?><?cs call:form_errors(Form.Errors) ?><?cs /if ?>
<form class="card" method="post" action="/login">
<?cs call:csrf_input() ?>
<?cs if:string.length(Form.next.Value) ?><input type="hidden" name="next" value="<?cs var:Form.next.Value ?>"><?cs /if ?>
<?cs call:field_line("email", "email", tr("E-mail address"), tr("The one at which we write to you."), Form.email, "254", "1", "username") ?>
<?cs call:field_line("password", "password", tr("Password"), tr("Capital and small letters count: see that Caps Lock is off."), Form.password, "200", "1", "current-password") ?>
<?cs call:field_check("stay", tr("Stay signed in when the browser is closed. Not on a computer that others use too."), Form.stay) ?>
<p class="crowd"><button class="button primary"><?cs var:tr("Sign in") ?></button> <a href="/login/forgot"><?cs var:tr("Forgotten the password?") ?></a></p>
</form>
<details class="section">
<summary><?cs var:tr("I can't sign in") ?></summary>
<ul>
<li><?cs var:tr("Is the e-mail address spelled right, without a space before or behind it?") ?></li>
<li><?cs var:tr("Forgotten the password, or never had one?") ?> <a href="/login/forgot"><?cs var:tr("We mail you a link with which you choose a new one.") ?></a></li>
<li><?cs var:tr("No account yet? It is the administrator, too, who makes one for you.") ?></li>
</ul>
</details>
<?cs include:"common/frame_bottom.cs" ?>
