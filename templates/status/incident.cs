<?cs # An incident or planned maintenance, and whether it affects its reader.

    Incident.*                   see lib/web/incidents.h
    AsOf.*                       when this was found out: a time
    MayBeAffected                "1": one may say so
    IsAffected                   "1": this reader did
    AffectedPath                 "/status/12/affected"
    Viewer.Known                 "1" or nothing
?><?cs set:Page.Layout = "read" ?><?cs include:"status/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/status"><?cs var:tr("Service status") ?></a></p>
<h1><?cs var:Incident.Title ?></h1>
<p class="crowd"><span class="progress <?cs var:Incident.State.Code ?>"><?cs var:Incident.State.Name ?></span><?cs if:string.length(Incident.Desk) ?> <a class="no-print" href="<?cs var:url_validate(Incident.Desk) ?>"><?cs call:icon("edit") ?> <?cs var:tr("Manage") ?></a><?cs /if ?></p>
<?cs call:incident_facts(Incident) ?><?cs if:?MayBeAffected ?><section class="card no-print" id="affected" aria-labelledby="affects"><h2 id="affects"><?cs var:tr("Does it affect you?") ?></h2>
<?cs if:?IsAffected ?><p><?cs call:icon("check") ?> <?cs var:tr("You told us that it does. We will mail you how it goes on: there is nothing else you need to do.") ?></p>
<?cs elif:?Viewer.Known ?><form method="post" action="<?cs var:url_validate(AffectedPath) ?>"><?cs call:csrf_input() ?><p><?cs var:tr("One click is enough: we count you and mail you how it goes on. You need not write to us.") ?></p>
<p><button class="button primary"><?cs call:icon("people") ?><?cs var:tr("This affects me too") ?></button></p></form>
<?cs else ?><p><?cs var:tr("Sign in to tell us with one click: we count you and mail you how it goes on.") ?></p>
<p><a class="button" href="/login?next=<?cs var:url_escape(Incident.Path) ?>"><?cs var:tr("Sign in") ?></a></p><?cs /if ?></section>
<?cs /if ?><section class="section" aria-labelledby="updates"><h2 id="updates"><?cs var:tr("How it went on") ?></h2>
<?cs call:incident_updates(Incident) ?></section>
<p class="small muted"><?cs var:tr("As of") ?> <?cs call:time_full(AsOf) ?></p>
<?cs include:"common/frame_bottom.cs" ?>
