<?cs # One's own account: who one is, language, password, where one is signed in.

    Account.Name           "Kari Holm"
    Account.Email          "kari@example.org"
    Account.Organisation   "Bergen store", or ""
    Account.Role           "client", "agent", "admin"
    LanguageChoices.N.Code, .Label     "nb", "Norsk"
    Form.language.Value    "nb", or "auto" for the browser's
    Form.mail_consent.Value     "1": told by e-mail; or nothing
    Form.mail_digest.Value      "each" or "daily"
    DigestChoices.N.Code, .Label       "daily", "one a day …": for staff alone
    Consents.N.On, .Way, .Actor, .At   "1" or nothing, "on the account page", "Kari Holm" or "", a time
    Form.email_new.Value, .Error, Form.email_password.Error     "new@example.org", what is wrong, or nothing
    Form.password_present.Error, Form.password_new.Error, Form.password_again.Error     "Too short …" or nothing
    Form.Errors            "1": how many inputs are wrong, or nothing
    PasswordLeast          "8": characters
    Sessions.N.Id          "17"
    Sessions.N.Present     "1" for the browser that asks, or nothing
    Sessions.N.Browser     "Firefox on Windows"
    Sessions.N.Address     "192.0.2.7"
    Sessions.N.Created, .Seen      as data_time makes them
    HasOthers              "1" when there are more than the present one, or nothing
    Feeds.N.Id, .Name      "12", "Unassigned tickets"
    Feeds.N.Atom, .Rss, .Calendar     "https://support.example.com/feed/p/o7Zt….atom", ….rss, ….ics; or nothing
    Feeds.N.Created, .Used     as data_time makes them; no Used: never
    FeedChoices.N.Code, .Label     "queue-open", "Open tickets": what could be made
    Form.feed.Value, .Error    "queue-open"
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

<section class="section" aria-labelledby="mail-title">
<h2 id="mail-title"><?cs var:tr("Messages by e-mail") ?></h2>
<form class="card" method="post" action="/account/mail">
<?cs call:csrf_input() ?>
<?cs call:field_check("mail_consent", tr("Tell me by e-mail what happens to requests"), Form.mail_consent) ?>
<?cs if:subcount(DigestChoices) > 0 ?><?cs call:field_radio("mail_digest", tr("How?"), "", Form.mail_digest, "1", DigestChoices) ?><?cs /if ?>
<p><button class="button"><?cs var:tr("Save") ?></button></p>
<?cs if:subcount(Consents) > 0 ?><details><summary><?cs var:tr("When this was switched") ?></summary>
<ul class="small"><?cs each:consent = Consents ?>
<li><?cs call:time_full(consent.At) ?>: <?cs if:?consent.On ?><?cs var:tr("on") ?><?cs else ?><?cs var:tr("off") ?><?cs /if ?>, <?cs var:consent.Way ?><?cs if:string.length(consent.Actor) ?> (<?cs var:consent.Actor ?>)<?cs /if ?></li><?cs /each ?>
</ul></details><?cs /if ?>
</form>
<details class="card"<?cs if:string.length(Form.email_new.Error) || string.length(Form.email_password.Error) ?> open<?cs /if ?>><summary><?cs var:tr("Use another e-mail address") ?></summary>
<form method="post" action="/account/email">
<?cs call:csrf_input() ?>
<?cs call:field_line("email_new", "email", tr("New e-mail address"), tr("A message with a link goes there: the address counts once you follow it."), Form.email_new, "254", "1", "email") ?>
<?cs call:field_line("email_password", "password", tr("Present password"), "", Form.email_password, "200", "1", "current-password") ?>
<p><button class="button"><?cs var:tr("Send the link") ?></button></p>
</form></details>
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

<section class="section" aria-labelledby="feeds">
<h2 id="feeds"><?cs var:tr("Feeds and calendars") ?></h2>
<p><?cs var:tr("A feed reader or your calendar can tell you what is new, without signing in. The address is secret: whoever knows it can read along. Take it back if somebody else has got it.") ?></p>
<?cs if:subcount(Feeds) > 0 ?><ul class="rows"><?cs each:feed = Feeds ?>
<li class="row session"><?cs call:icon("feed") ?>
<div><strong><?cs var:feed.Name ?></strong>
<div class="small muted"><?cs if:string.length(feed.Used.Iso) ?><?cs var:tr("Last used:") ?> <?cs call:time_short(feed.Used) ?><?cs else ?><?cs var:tr("Never used") ?><?cs /if ?> · <?cs var:tr("made:") ?> <?cs call:time_short(feed.Created) ?></div><?cs if:string.length(feed.Atom) ?>
<details class="small"><summary><?cs var:tr("Show the address") ?><span class="unseen">: <?cs var:feed.Name ?></span></summary>
<dl class="secrets"><dt><?cs var:tr("For a feed reader (Atom)") ?></dt><dd><a href="<?cs var:url_validate(feed.Atom) ?>"><?cs var:feed.Atom ?></a></dd>
<dt><?cs var:tr("For a feed reader (RSS)") ?></dt><dd><a href="<?cs var:url_validate(feed.Rss) ?>"><?cs var:feed.Rss ?></a></dd>
<dt><?cs var:tr("For a calendar: when answers are due (iCalendar)") ?></dt><dd><a href="<?cs var:url_validate(feed.Calendar) ?>"><?cs var:feed.Calendar ?></a></dd></dl></details><?cs else ?>
<div class="small"><?cs var:tr("This address was made elsewhere and can't be shown. Take it back and make a new one.") ?></div><?cs /if ?></div>
<form method="post" action="/account/feeds/<?cs var:feed.Id ?>/revoke"><?cs call:csrf_input() ?><button class="button small"><?cs var:tr("Take back") ?><span class="unseen"> <?cs var:feed.Name ?></span></button></form></li><?cs /each ?>
</ul>
<?cs /if ?><?cs if:subcount(FeedChoices) > 0 ?><form class="card" method="post" action="/account/feeds">
<?cs call:csrf_input() ?>
<?cs call:field_select("feed", tr("Make an address for"), "", Form.feed, "1", FeedChoices) ?>
<p><button class="button"><?cs var:tr("Make the address") ?></button></p>
</form>
<?cs /if ?></section>
<?cs include:"common/frame_bottom.cs" ?>
