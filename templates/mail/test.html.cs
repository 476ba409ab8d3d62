<?cs # The test message, as HTML: mail from here arrives.

    Page.Language     "en"
    Site.Name         "Aquaria Support"
    Site.Url          "https://support.example.com"
    Mail.Subject      "Test message from Aquaria Support"
    Mail.Address      "kari@example.org"
    Mail.At           when it was asked for, as data_time makes it
?><!doctype html>
<html lang="<?cs var:Page.Language ?>">
<head><meta charset="utf-8"><title><?cs var:Mail.Subject ?></title></head>
<body>
<p><?cs var:tr1("This is a test message from %1. That you read it means that mail goes out as it should.", Site.Name) ?></p>
<p><?cs var:tr2("It was sent to %1 and asked for on %2.", Mail.Address, Mail.At.Full) ?></p>
<p><a href="<?cs var:url_validate(Site.Url) ?>"><?cs var:Site.Url ?></a></p>
</body>
</html>
