<?cs # How an incident or maintenance goes on, as HTML.

    Page, Site, Mail.Subject     see mail/top.cs
    Incident.Title, .State, .Impact, .Url     "E-mail arrives late", "Cause found", "Major impact", "https://…/status/12"
    Incident.Maintenance         "1" or nothing
    Incident.Begins.*, .Ends.*   times, or nothing
    Incident.Parts.N.Name, .State     "E-mail", "Partial outage"
    Incident.Trusted.Html        what was said
    Mail.Manage                  "https://…/status/subscription/12-…": where it is changed or ended; nothing for who is affected
?><?cs include:"common/trusted.cs" ?><?cs include:"mail/top.cs" ?><div class="card">
<h1><span class="signature"><?cs var:Incident.State ?></span><?cs var:Incident.Title ?></h1>
<div class="said"><div class="text"><?cs call:trusted_html(Incident) ?></div></div>
<table class="facts"><tbody>
<?cs if:?Incident.Maintenance ?><tr><th scope="row"><?cs var:tr("Begin") ?></th><td><?cs var:Incident.Begins.Full ?></td></tr>
<tr><th scope="row"><?cs var:tr("End") ?></th><td><?cs var:Incident.Ends.Full ?></td></tr>
<?cs else ?><tr><th scope="row"><?cs var:tr("Since:") ?></th><td><?cs var:Incident.Begins.Full ?></td></tr>
<?cs /if ?><?cs each:part = Incident.Parts ?><tr><th scope="row"><?cs var:part.Name ?></th><td><?cs var:part.State ?></td></tr>
<?cs /each ?></tbody></table>
<p><a class="button" href="<?cs var:url_validate(Incident.Url) ?>"><?cs var:tr("Service status") ?></a></p></div>
<p class="foot"><?cs if:string.length(Mail.Manage) ?><?cs var:tr("You get this because you subscribed to the service status.") ?> <a href="<?cs var:url_validate(Mail.Manage) ?>"><?cs var:tr("Change or end it") ?></a><?cs else ?><?cs var:tr("You get this because you told us that it affects you.") ?><?cs /if ?></p>
</div>
</body>
</html>
