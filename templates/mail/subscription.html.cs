<?cs # The link to a subscription to the service status, as HTML.

    Page, Site, Mail.Subject     see mail/top.cs
    Mail.Link                    "https://support.example.com/status/subscription/12-Zx1…"
    Mail.Confirmed               "1": it is confirmed already
?><?cs include:"mail/top.cs" ?><div class="card">
<h1><?cs var:Mail.Subject ?></h1>
<?cs if:?Mail.Confirmed ?><p><?cs var:tr1("This address gets news about the service status of %1 already. Here you can change that, or end it:", Site.Name) ?></p>
<p><a class="button" href="<?cs var:url_validate(Mail.Link) ?>"><?cs var:tr("Open my subscription") ?></a></p>
<?cs else ?><p><?cs var:tr1("Somebody, probably you, asked us to send news about the service status of %1 to this address. Please confirm it:", Site.Name) ?></p>
<p><a class="button" href="<?cs var:url_validate(Mail.Link) ?>"><?cs var:tr("Confirm it") ?></a></p><?cs /if ?></div>
<p class="foot"><?cs var:tr("If it wasn't you, you need do nothing: without that you get no more mail.") ?></p>
</div>
</body>
</html>
