<?cs # The service status for staff.

    Open.N.*, Planned.N.*, Past.N.*     see lib/web/incidents.h
    Components.N.Name, .Group, .State.*, .Check, .Checked.*, .Error     "Web shop", "Shops", …, "https://shop.example/" or nothing
    Viewer.Admin                        "1" or nothing
?><?cs include:"status/parts.cs" ?><?cs
def:desk_row(incident) ?><li class="row"><span><?cs if:incident.Kind == "maintenance" ?><?cs call:icon("clock") ?><span class="unseen"><?cs var:tr("Maintenance") ?></span><?cs else ?><?cs call:icon("problem") ?><span class="unseen"><?cs var:tr("Incident") ?></span><?cs /if ?></span><a href="<?cs var:url_validate(incident.Desk) ?>"><?cs var:incident.Title ?></a><span class="progress <?cs var:incident.State.Code ?>"><?cs var:incident.State.Name ?></span>
<span class="meta"><span><?cs var:incident.Impact.Name ?></span> <span><?cs call:time_short(incident.Begins) ?></span> <span><?cs var:trn("%d ticket", "%d tickets", #incident.Tickets) ?></span> <span><?cs var:trn("%d affected", "%d affected", #incident.Affected) ?></span></span></li>
<?cs /def ?><?cs include:"common/frame_top.cs" ?>
<div class="crowd spread"><h1><?cs var:tr("Service status") ?></h1><span class="crowd"><a class="button" href="/status"><?cs call:icon("globe") ?><?cs var:tr("See it as readers do") ?></a><?cs if:?Viewer.Admin ?> <a class="button" href="/desk/status/components"><?cs call:icon("list") ?><?cs var:tr("Parts of the service") ?></a> <a class="button" href="/desk/status/webhooks"><?cs call:icon("link") ?><?cs var:tr("Webhooks") ?></a><?cs /if ?> <a class="button" href="/desk/status/new?kind=maintenance"><?cs call:icon("clock") ?><?cs var:tr("Plan maintenance") ?></a> <a class="button primary" href="/desk/status/new"><?cs call:icon("problem") ?><?cs var:tr("New incident") ?></a></span></div>
<section aria-labelledby="open"><h2 id="open"><?cs var:tr("Going on now") ?></h2>
<?cs if:subcount(Open) > 0 ?><ul class="rows"><?cs each:incident = Open ?><?cs call:desk_row(incident) ?><?cs /each ?></ul>
<?cs else ?><?cs call:empty_state("check", tr("Nothing is going on."), tr("An incident you open stands on the status page at once.")) ?><?cs /if ?></section>
<?cs if:subcount(Planned) > 0 ?><section class="section" aria-labelledby="planned"><h2 id="planned"><?cs var:tr("Planned maintenance") ?></h2>
<ul class="rows"><?cs each:incident = Planned ?><?cs call:desk_row(incident) ?><?cs /each ?></ul></section>
<?cs /if ?><?cs if:subcount(Past) > 0 ?><section class="section" aria-labelledby="past"><h2 id="past"><?cs var:tr("Over") ?></h2>
<ul class="rows"><?cs each:incident = Past ?><?cs call:desk_row(incident) ?><?cs /each ?></ul></section>
<?cs /if ?><?cs if:subcount(Components) > 0 ?><section class="section" aria-labelledby="components"><h2 id="components"><?cs var:tr("Parts of the service") ?></h2>
<ul class="rows"><?cs each:component = Components ?><li class="row"><span></span><span><?cs var:component.Name ?></span><?cs call:state_mark(component.State) ?>
<span class="meta"><?cs if:string.length(component.Group) ?><span><?cs var:component.Group ?></span> <?cs /if ?><?cs if:?component.Check ?><span><?cs var:component.Check ?></span> <?cs if:string.length(component.Error) ?><span class="late"><?cs var:component.Error ?></span> <?cs /if ?><span><?cs call:time_short(component.Checked) ?></span><?cs /if ?></span></li><?cs /each ?></ul></section>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
