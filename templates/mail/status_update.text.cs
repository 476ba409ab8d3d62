<?cs # How an incident or maintenance goes on, as plain text.

    Incident.Title, .State, .Url     "E-mail arrives late", "Cause found", "https://…/status/12"
    Incident.Maintenance             "1" or nothing
    Incident.Begins.*, .Ends.*       times, or nothing
    Incident.Parts.N.Name, .State    "E-mail", "Partial outage"
    Incident.Text                    what was said, in Markdown
    Mail.Manage                      where it is changed or ended, or nothing
?><?cs var:Incident.State ?>: <?cs var:Incident.Title ?>

<?cs var:Incident.Text ?>

<?cs if:?Incident.Maintenance ?><?cs var:Incident.Begins.Full ?> – <?cs var:Incident.Ends.Full ?><?cs else ?><?cs var:tr("Since:") ?> <?cs var:Incident.Begins.Full ?><?cs /if ?>
<?cs each:part = Incident.Parts ?><?cs var:part.Name ?>: <?cs var:part.State ?>
<?cs /each ?>
<?cs var:Incident.Url ?>

--<?cs var:" " ?>
<?cs if:string.length(Mail.Manage) ?><?cs var:tr("You get this because you subscribed to the service status.") ?> <?cs var:tr("Change or end it") ?>: <?cs var:Mail.Manage ?>
<?cs else ?><?cs var:tr("You get this because you told us that it affects you.") ?>
<?cs /if ?>
