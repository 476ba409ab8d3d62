<?cs # The test message, as plain text: mail from here arrives.

    Site.Name         "Aquaria Support"
    Site.Url          "https://support.example.com"
    Mail.Address      "kari@example.org"
    Mail.At           when it was asked for, as data_time makes it
?><?cs var:tr1("This is a test message from %1. That you read it means that mail goes out as it should.", Site.Name) ?>

<?cs var:tr2("It was sent to %1 and asked for on %2.", Mail.Address, Mail.At.Full) ?>

<?cs var:Site.Url ?>
