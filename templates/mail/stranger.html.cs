<?cs # The acknowledgement to an address that nobody knows, as HTML: nothing of what was written.

    Page, Site, Mail.Subject     see mail/top.cs
    Mail.Number                  "H1010", or "17" while nobody has decided on it
?><?cs include:"mail/top.cs" ?><div class="card">
<h1><?cs var:tr("We have your message") ?></h1>
<p><?cs var:tr1("Your message has reached us and is registered under the number %1.", Mail.Number) ?></p>
<p><?cs var:tr("What happens next: somebody of ours reads it and takes it up, then we write to you. To add something, simply answer this message.") ?></p>
</div>
<p class="foot"><?cs var:tr1("Somebody wrote to %1 with this address as the sender. If it wasn't you, you need do nothing.", Site.Name) ?></p>
</div>
</body>
</html>
