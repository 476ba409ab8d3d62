<?cs # The link to a subscription to the service status, as plain text.

    Site.Name          "Aquaria Support"
    Mail.Link          "https://support.example.com/status/subscription/12-Zx1…"
    Mail.Confirmed     "1": it is confirmed already
?><?cs if:?Mail.Confirmed ?><?cs var:tr1("This address gets news about the service status of %1 already. Here you can change that, or end it:", Site.Name) ?><?cs else ?><?cs var:tr1("Somebody, probably you, asked us to send news about the service status of %1 to this address. Please confirm it:", Site.Name) ?><?cs /if ?>

<?cs var:Mail.Link ?>

--<?cs var:" " ?>
<?cs var:tr("If it wasn't you, you need do nothing: without that you get no more mail.") ?>
