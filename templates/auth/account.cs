<?cs # One's own account: who one is, language, password, where one is signed in.

    Account.Name           "Kari Holm"
    Account.Email          "kari@example.org"
    Account.Organisation   "Bergen store", or ""
    Account.Role           "client", "agent", "admin"
    LanguageChoices.N.Code, .Label     "nb", "Norsk"
    Form.language.Value    "nb", or "auto" for the browser's
    Form.password_present.Error, Form.password_new.Error, Form.password_again.Error     "Too short …" or nothing
    Form.Errors            "1": how many inputs are wrong, or nothing
    PasswordLeast          "8": characters
    Sessions.N.Id          "17"
    Sessions.N.Present     "1" for the browser that asks, or nothing
    Sessions.N.Browser     "Firefox on Windows"
    Sessions.N.Address     "192.0.2.7"
    Sessions.N.Created, .Seen      as data_time makes them
    HasOthers              "1" when there are more than the present one, or nothing
    Csrf                   token of the forms
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:tr("Your account") ?></h1>
<?cs call:form_errors(Form.Errors) ?>
<section class="card">
<dl class="facts">
<dt><?cs var:tr("Name") ?></dt><dd><?cs var:Account.Name ?></dd>
<dt><?cs var:tr("E-mail address") ?></dt><dd><?cs var:Account.Email ?></dd>
<?cs if:string.length(Account.Organisation) ?><dt><?cs var:tr("Organisation") ?></dt><dd><?cs var:Account.Organisation ?></dd>
<?cs /if ?><?cs if:Account.Role == "agent" ?><dt><?cs var:tr("Role") ?></dt><dd><?cs var:tr("Agent") ?></dd>
<?cs elif:Account.Role == "admin" ?><dt><?cs var:tr("Role") ?></dt><dd><?cs var:tr("Administrator") ?></dd>
<?cs /if ?></dl>
<p class="small muted"><?cs var:tr("Something is wrong here? The administrator can change it.") ?></p>
</section>

<section class="section" aria-labelledby="language-title">
<h2 id="language-title"><?cs var:tr("Language") ?></h2>
<form class="card" method="post" action="/account/language">
<?cs call:csrf_input() ?>
<?cs call:field_select("language", tr("Show the portal in"), "", Form.language, "1", LanguageChoices) ?>
<p><button class="button"><?cs var:tr("Save") ?></button></p>
</form>
</section>

<section class="section" aria-labelledby="password-title">
<h2 id="password-title"><?cs var:tr("Password") ?></h2>
<form class="card" method="post" action="/account/password">
<?cs call:csrf_input() ?>
<?cs call:field_line("password_present", "password", tr("Present password"), "", Form.password_present, "200", "1", "current-password") ?>
<?cs call:field_line("password_new", "password", tr("New password"), tr1("At least %1 characters. Three or four words that only you would put together are easy to remember and hard to guess.", PasswordLeast), Form.password_new, "200", "1", "new-password") ?>
<?cs call:field_line("password_again", "password", tr("New password again"), "", Form.password_again, "200", "1", "new-password") ?>
<p><button class="button"><?cs var:tr("Change the password") ?></button></p>
</form>
</section>

<section class="section" aria-labelledby="sessions-title">
<h2 id="sessions-title"><?cs var:tr("Where you are signed in") ?></h2>
<p><?cs var:tr("Don't know one of these? Sign it out and change your password.") ?></p>
<ul class="rows"><?cs each:session = Sessions ?>
<li class="row session"><?cs call:icon("globe") ?>
<div><strong><?cs var:session.Browser ?></strong><?cs if:?session.Present ?> <span class="status solved"><?cs var:tr("this one") ?></span><?cs /if ?>
<div class="small muted"><?cs var:tr("Last used:") ?> <?cs call:time_short(session.Seen) ?> · <?cs var:tr("signed in:") ?> <?cs call:time_short(session.Created) ?> · <?cs var:session.Address ?></div></div>
<?cs if:!?session.Present ?><form method="post" action="/account/sessions/<?cs var:session.Id ?>/close"><?cs call:csrf_input() ?><button class="button small"><?cs var:tr("Sign out") ?><span class="unseen"> <?cs var:session.Browser ?></span></button></form>
<?cs /if ?></li><?cs /each ?>
</ul>
<?cs if:?HasOthers ?><form class="verdict" method="post" action="/account/sessions/close-others"><?cs call:csrf_input() ?><button class="button"><?cs var:tr("Sign out everywhere else") ?></button></form>
<?cs /if ?></section>
<?cs include:"common/frame_bottom.cs" ?>
