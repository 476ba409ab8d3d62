<?cs # Macros of the status pages, for readers and staff. Include it first; it prints nothing itself.

  Nodes are what lib/web/incidents.c fills.

    state_mark(state)            how a component works: state.Code "partial_outage", .Name "Partial outage"
    uptime_bar(component)        90 days as a drawing, and the days with something wrong as a table behind it;
                                 component.Name, .From "0": where the drawing knows something, .Share "99.98 %" or nothing,
                                 .Days.N.X "440", .At.*, .State.*, .Lasted "2 hours" or nothing
    incident_facts(incident)     when, what it touches: incident.Begins.*, .Ends.*, .Lasted, .Parts.N.Name, .State.*,
                                 .State.*, .Kind, .Affected, .Impact.*
    incident_updates(incident)   incident.Updates.N.State.*, .At.*, .Author, .Trusted.Html
    incident_row(incident)       an entry of class "rows": incident.Path, .Title, .State.*, .Kind, .Begins.*
?><?cs include:"common/parts.cs" ?><?cs include:"common/trusted.cs" ?><?cs

def:state_mark(state) ?><span class="works <?cs var:state.Code ?>"><?cs if:state.Code == "operational" ?><?cs call:icon("check") ?><?cs elif:state.Code == "maintenance" ?><?cs call:icon("clock") ?><?cs elif:state.Code == "major_outage" ?><?cs call:icon("close") ?><?cs else ?><?cs call:icon("problem") ?><?cs /if ?><?cs var:state.Name ?></span><?cs /def ?><?cs

def:uptime_bar(component) ?><svg class="uptime" viewBox="0 0 449 32" preserveAspectRatio="none" role="img" aria-label="<?cs if:string.length(component.Share) ?><?cs var:tr2("%1: worked %2 of the last 90 days", component.Name, component.Share) ?><?cs else ?><?cs var:tr1("%1: nothing is known of the last 90 days yet", component.Name) ?><?cs /if ?>"><path class="unknown" d="M0 16H449"/><path class="up" d="M<?cs var:component.From ?> 16H449"/><?cs each:day = component.Days ?><rect class="<?cs var:day.State.Code ?>" x="<?cs var:day.X ?>" width="4" height="32"><title><?cs var:day.At.Date ?>: <?cs var:day.State.Name ?><?cs if:string.length(day.Lasted) ?>, <?cs var:day.Lasted ?><?cs /if ?></title></rect><?cs /each ?></svg>
<div class="uptime-legend small muted"><span><?cs var:tr("90 days ago") ?></span><?cs if:subcount(component.Days) > 0 ?><details><summary><?cs if:string.length(component.Share) ?><?cs var:tr1("%1 uptime", component.Share) ?><?cs /if ?><span class="unseen"> <?cs var:tr1("of %1: day by day", component.Name) ?></span></summary>
<table><caption class="unseen"><?cs var:tr1("Days on which %1 did not fully work", component.Name) ?></caption><thead><tr><th scope="col"><?cs var:tr("Day") ?></th><th scope="col"><?cs var:tr("State") ?></th><th scope="col"><?cs var:tr("For") ?></th></tr></thead><tbody><?cs each:day = component.Days ?>
<tr><td><?cs var:day.At.Date ?></td><td><?cs var:day.State.Name ?></td><td><?cs var:day.Lasted ?></td></tr><?cs /each ?></tbody></table>
<p><?cs var:tr("All other days were without trouble.") ?></p></details><?cs else ?><span><?cs if:string.length(component.Share) ?><?cs var:tr1("%1 uptime", component.Share) ?><?cs /if ?></span><?cs /if ?><span><?cs var:tr("Today") ?></span></div>
<?cs /def ?><?cs

def:incident_facts(incident) ?><p class="crowd small muted"><?cs if:incident.Kind == "maintenance" ?><span><?cs call:icon("clock") ?> <?cs call:time_full(incident.Begins) ?><?cs if:string.length(incident.Ends.Iso) ?> – <?cs call:time_full(incident.Ends) ?><?cs /if ?></span><?cs else ?><span><?cs var:incident.Impact.Name ?></span><span><?cs var:tr("Since:") ?> <?cs call:time_full(incident.Begins) ?></span><?cs if:string.length(incident.Ends.Iso) ?><span><?cs var:tr("Until:") ?> <?cs call:time_full(incident.Ends) ?></span><?cs /if ?><?cs /if ?><?cs if:string.length(incident.Lasted) && incident.State.Code != "cancelled" && incident.State.Code != "scheduled" ?><span><?cs if:?incident.Open ?><?cs var:tr1("for %1 so far", incident.Lasted) ?><?cs else ?><?cs var:tr1("it took %1", incident.Lasted) ?><?cs /if ?></span><?cs /if ?><?cs if:#incident.Affected > 0 ?><span><?cs call:icon("people") ?> <?cs var:trn("%d person said that it affects them", "%d people said that it affects them", #incident.Affected) ?></span><?cs /if ?></p>
<?cs if:subcount(incident.Parts) > 0 ?><ul class="touched small"><?cs each:part = incident.Parts ?><li><?cs var:part.Name ?><?cs if:?incident.Open ?> <?cs call:state_mark(part.State) ?><?cs /if ?></li><?cs /each ?></ul>
<?cs /if ?><?cs /def ?><?cs

def:incident_updates(incident) ?><ol class="updates"><?cs each:update = incident.Updates ?>
<li><p class="what"><strong><?cs var:update.State.Name ?></strong> <span class="small muted"><?cs call:time_full(update.At) ?><?cs if:string.length(update.Author) ?> · <?cs var:update.Author ?><?cs /if ?></span></p>
<div class="said"><?cs call:trusted_html(update) ?></div></li><?cs /each ?>
</ol>
<?cs /def ?><?cs

def:incident_row(incident) ?><li class="row"><span><?cs if:incident.Kind == "maintenance" ?><?cs call:icon("clock") ?><span class="unseen"><?cs var:tr("Maintenance") ?></span><?cs else ?><?cs call:icon("problem") ?><span class="unseen"><?cs var:tr("Incident") ?></span><?cs /if ?></span><a href="<?cs var:url_validate(incident.Path) ?>"><?cs var:incident.Title ?></a><span class="progress <?cs var:incident.State.Code ?>"><?cs var:incident.State.Name ?></span>
<span class="meta"><span><?cs call:time_full(incident.Begins) ?></span><?cs if:incident.Kind == "maintenance" && string.length(incident.Ends.Iso) ?> <span>– <?cs call:time_full(incident.Ends) ?></span><?cs elif:string.length(incident.Lasted) ?> <span><?cs var:tr1("it took %1", incident.Lasted) ?></span><?cs /if ?></span></li>
<?cs /def ?>
