<?cs # A message about a person's own account, as plain text. See link.html.cs for what it reads:

    Mail.Intro, .Outro     "Somebody, most likely you, asked for …", "It wasn't you? …"
    Mail.Link              "https://…/login/reset/…", or nothing
?><?cs var:Mail.Intro ?>

<?cs if:string.length(Mail.Link) ?><?cs var:Mail.Link ?>

<?cs /if ?><?cs var:Mail.Outro ?>
