<?cs # Confirming a new e-mail address by a mailed link.

    Token     "p0Q…": of the link
    Taken     "1": the address is another account's; or nothing
    Csrf      token of the form
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:tr("Please confirm your e-mail address") ?></h1>
<?cs if:?Taken ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:tr("Another account has this address. Yours stays as it was; the administrator can help.") ?></p></div>
<?cs else ?><form class="card" method="post" action="/login/confirm/<?cs var:url_escape(Token) ?>">
<?cs call:csrf_input() ?>
<p><?cs var:tr("From now on you sign in with it, and messages go there.") ?></p>
<p><button class="button primary"><?cs var:tr("Yes, this is my address") ?></button></p>
</form>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
