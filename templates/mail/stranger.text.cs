<?cs # The acknowledgement to an address that nobody knows, as plain text.

    Site.Name       "Aquaria Support"
    Mail.Number     "H1010", or "17" while nobody has decided on it
?><?cs var:tr1("Your message has reached us and is registered under the number %1.", Mail.Number) ?>

<?cs var:tr("What happens next: somebody of ours reads it and takes it up, then we write to you. To add something, simply answer this message.") ?>

--<?cs var:" " ?>
<?cs var:tr1("Somebody wrote to %1 with this address as the sender. If it wasn't you, you need do nothing.", Site.Name) ?>
