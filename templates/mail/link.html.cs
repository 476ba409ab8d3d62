<?cs # A message about a person's own account, with a link that works once; as HTML.

    Page, Site, Mail.Subject     see mail/top.cs; the subject is the heading, too
    Mail.Intro, .Outro           "Somebody, most likely you, asked for …", "It wasn't you? …"
    Mail.Button, .Link           "Choose a new password", "https://…/login/reset/…", or nothing
?><?cs include:"mail/top.cs" ?><div class="card">
<h1><?cs var:Mail.Subject ?></h1>
<p><?cs var:Mail.Intro ?></p>
<?cs if:string.length(Mail.Link) ?><p><a class="button" href="<?cs var:url_validate(Mail.Link) ?>"><?cs var:Mail.Button ?></a></p>
<?cs /if ?><p><?cs var:Mail.Outro ?></p>
</div>
</div>
</body>
</html>
