<?cs # How the service is: what is wrong now, each component with 90 days, what is planned, what was lately.

    Summary.Code, .Text          "operational", "Everything works"
    AsOf.*                       when this was found out: a time
    Open.N.*, Planned.N.*, Recent.N.*     see lib/web/incidents.h
    Groups.N.Name                "Shops", or "" for components that stand by themselves
    Groups.N.Components.M.Id, .Name, .Description, .Audience, .State.*     see parts.cs, with what its macro uptime_bar takes
    Viewer.Staff                 "1" or nothing
?><?cs include:"status/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<div class="crowd spread"><h1><?cs var:tr("Service status") ?></h1><span class="crowd no-print"><?cs if:?Viewer.Staff ?><a class="button" href="/desk/status"><?cs call:icon("edit") ?><?cs var:tr("Manage") ?></a><?cs /if ?> <a class="button" href="/status/subscribe"><?cs call:icon("send") ?><?cs var:tr("Get updates") ?></a></span></div>
<p class="verdict-now <?cs var:Summary.Code ?>"><?cs if:Summary.Code == "operational" ?><?cs call:icon("check") ?><?cs elif:Summary.Code == "maintenance" ?><?cs call:icon("clock") ?><?cs else ?><?cs call:icon("problem") ?><?cs /if ?><strong><?cs var:Summary.Text ?></strong> <span class="small"><?cs var:tr("As of") ?> <?cs call:time_full(AsOf) ?></span></p>
<?cs each:incident = Open ?><section class="card incident <?cs var:incident.Kind ?> <?cs var:incident.Impact.Code ?>" aria-labelledby="incident-<?cs var:incident.Id ?>">
<h2 id="incident-<?cs var:incident.Id ?>"><a href="<?cs var:url_validate(incident.Path) ?>"><?cs var:incident.Title ?></a></h2>
<?cs call:incident_facts(incident) ?><?cs call:incident_updates(incident) ?>
<?cs if:incident.Kind == "incident" ?><p><a class="button small" href="<?cs var:url_validate(incident.Path) ?>#affected"><?cs call:icon("people") ?><?cs var:tr("Does it affect you?") ?></a></p><?cs /if ?></section>
<?cs /each ?><?cs if:subcount(Groups) > 0 ?><section class="section" aria-labelledby="components"><h2 id="components"><?cs var:tr("All parts of the service") ?></h2>
<?cs each:group = Groups ?><?cs if:string.length(group.Name) ?><h3><?cs var:group.Name ?></h3><?cs /if ?><ul class="components card"><?cs each:component = group.Components ?>
<li><div class="crowd apart"><strong><?cs var:component.Name ?></strong><?cs call:state_mark(component.State) ?></div><?cs if:string.length(component.Description) ?>
<p class="small muted"><?cs var:component.Description ?></p><?cs /if ?>
<?cs call:uptime_bar(component) ?></li><?cs /each ?>
</ul>
<?cs /each ?><p class="small muted"><?cs var:tr("Major outages count in full, partial ones by three tenths; slowness and planned maintenance do not count. Days are those of UTC.") ?></p></section>
<?cs else ?><?cs call:empty_state("list", tr("Nothing is listed yet."), tr("The parts of the service and how they work stand here once we list them.")) ?>
<?cs /if ?><?cs if:subcount(Planned) > 0 ?><section class="section" aria-labelledby="planned"><h2 id="planned"><?cs var:tr("Planned maintenance") ?></h2>
<?cs each:incident = Planned ?><article class="card incident maintenance"><h3><a href="<?cs var:url_validate(incident.Path) ?>"><?cs var:incident.Title ?></a></h3>
<?cs call:incident_facts(incident) ?><?cs call:incident_updates(incident) ?></article>
<?cs /each ?></section>
<?cs /if ?><section class="section" aria-labelledby="recent"><h2 id="recent"><?cs var:tr("The last seven days") ?></h2>
<?cs if:subcount(Recent) > 0 ?><ul class="rows"><?cs each:incident = Recent ?>
<?cs call:incident_row(incident) ?><?cs /each ?></ul>
<?cs else ?><p class="muted"><?cs var:tr("Nothing else happened.") ?></p>
<?cs /if ?><p class="more"><a href="/status/history"><?cs var:tr("Past incidents, month by month") ?></a></p></section>
<section class="section" aria-labelledby="follow"><h2 id="follow"><?cs var:tr("Follow it") ?></h2>
<p><?cs var:tr("Your feed reader or calendar tells you what happens here.") ?></p>
<?cs call:feed_links(Page.Feeds) ?>
<p class="small feed-links no-print"><a href="/feed/status.ics" type="text/calendar"><?cs call:icon("clock") ?><?cs var:tr("Planned maintenance for your calendar") ?></a></p>
<?cs if:subcount(Groups) > 0 ?><details class="small"><summary><?cs var:tr("Feeds of single components") ?></summary>
<ul class="plain-list"><?cs each:group = Groups ?><?cs each:component = group.Components ?><?cs if:!?component.Audience ?>
<li><a href="/feed/status/<?cs var:component.Id ?>.atom" type="application/atom+xml"><?cs var:component.Name ?></a></li><?cs /if ?><?cs /each ?><?cs /each ?>
</ul></details>
<?cs /if ?></section>
<?cs include:"common/frame_bottom.cs" ?>
